import type { Content, Id, Suggestion } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { listMisses, type Miss, withoutSecrets } from '../gap/gap.ts'

const MISSES_MAX = 200
const SHOWN_MAX = 30
/** An answer that takes more than this is a talk, and no article. */
const ANSWER_MAX = 4_000
const MESSAGES_MAX = 20

// Notes are in a table of their own, so what members said to one another is in none of it.
const SAID = statement(`
  select c.id as "conversationId", m.content from unnest($2::uuid[], $3::bigint[]) as miss (id, seq)
  join conversation c on c.org_id = $1 and c.id = miss.id and c.status = 'closed'
  cross join lateral (
    select m.content, m.seq from message m
    where m.org_id = $1 and m.conversation_id = c.id and m.seq > miss.seq and m.author = 'agent'
      and m.direction = 'out' and m.unsent_at is null
    order by m.seq limit $4) m
  order by c.id, m.seq`)

type Said = { conversationId: Id; content: Buffer }

/** What members answered in place of AI in conversations that are closed by now, the newest first. */
export async function listSuggestions(tx: OrgTx): Promise<Suggestion[]> {
  const misses = (await listMisses(tx, { kind: 'suggestion', limit: MISSES_MAX })).filter(isLast)
  const ids = misses.map(({ conversationId }) => conversationId)
  const seqs = misses.map(({ readSeq }) => readSeq)
  const { rows } = await tx.query<Said>(SAID, [tx.orgId, ids, seqs, MESSAGES_MAX + 1])
  const said = Map.groupBy(rows, ({ conversationId }) => conversationId)
  return misses.flatMap((miss) => suggestionOf(miss, said.get(miss.conversationId) ?? [])).slice(0, SHOWN_MAX)
}

/** People answer what a conversation was handed over with, which is the last that was found too little for. */
function isLast(miss: Miss, at: number, all: readonly Miss[]): boolean {
  return all.findIndex(({ conversationId }) => conversationId === miss.conversationId) === at
}

function suggestionOf(miss: Miss, said: readonly Said[]): Suggestion[] {
  const { answerId, conversationId, reason, language, text, askedAt } = miss
  if (said.length > MESSAGES_MAX) return []
  const texts = said.flatMap(({ content }) => textOf(decode<Content>(content)))
  const answer = withoutSecrets(texts.join('\n\n'))
  if (text === '' || answer === '' || answer.length > ANSWER_MAX) return []
  const shown = { answerId, conversationId, reason, language, question: text, answer }
  return [{ ...shown, askedAt: askedAt.toISOString() }]
}

function textOf(content: Content): string[] {
  return content.type === 'text' && content.text.trim() !== '' ? [content.text.trim()] : []
}
