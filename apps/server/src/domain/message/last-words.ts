import { HEARD } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { readTurns } from './turns.ts'

const TURNS = 20

/**
 * What the contact wrote last, up to a message: all that came since somebody answered them. Empty where
 * there are no words. What nobody wrote says how it was read.
 */
export async function lastWords(tx: OrgTx, conversationId: Id, upToSeq: number): Promise<string> {
  const turns = await readTurns(tx, conversationId, { upToSeq, limit: TURNS })
  const end = turns.findLastIndex(({ from }) => from === 'contact') + 1
  const begin = turns.slice(0, end).findLastIndex(({ from }) => from === 'us') + 1
  return turns
    .slice(begin, end)
    .map(({ text, by }) => (by ? `(${HEARD[by]}) ${text}` : text))
    .join('\n')
}
