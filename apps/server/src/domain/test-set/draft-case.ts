import {
  type AnswerAction,
  type AnswerCitation,
  AppError,
  type Content,
  type Expectation,
  type HandoffReason,
  type Id,
  type TestTurn,
  type TestWords,
  TURNS_MAX,
} from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getConversation } from '../conversation/conversation.ts'

const MESSAGES = statement(`
  select m.direction, m.content, m.unsent_at is not null as "isUnsent", a.action, a.reason,
    a.citations, a.language
  from message m left join ai_answer a on a.org_id = m.org_id and a.id = m.id
  where m.org_id = $1 and m.conversation_id = $2 and m.seq <= coalesce((
    select last.seq from message last
    where last.org_id = $1 and last.conversation_id = $2 and last.id = $3), 2147483647)
  order by m.seq limit 400`)

type Row = {
  direction: 'in' | 'out'
  content: Buffer
  isUnsent: boolean
  action: AnswerAction | null
  reason: HandoffReason | null
  citations: Buffer | null
  language: string | null
}

const SAID_MAX = 1_000
const NAME_MAX = 80
const NOTHING: Expectation = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }

/**
 * A conversation as a test case: what the contact said, and of what AI answered what can be expected again. A
 * member decides what of it is right. `messageId`: the last that is part of it.
 *
 * @throws AppError `not_found`; `conflict` when the contact wrote nothing that could be said again.
 */
export async function draftCase(
  tx: OrgTx,
  { conversationId, messageId = null }: { conversationId: Id; messageId?: Id | null | undefined },
): Promise<TestWords> {
  const { id: inboxId } = (await getConversation(tx, conversationId)).inbox
  const { rows } = await tx.query<Row>(MESSAGES, [tx.orgId, conversationId, messageId])
  const turns = turnsOf(rows).slice(0, TURNS_MAX)
  const name = turns[0]?.says[0]?.join(' ').slice(0, NAME_MAX)
  if (!name) throw new AppError('conflict', 'The contact wrote no words here that could be said again.')
  const language = rows.find((row) => row.language !== null)?.language ?? null
  return { name, language, inboxId, turns }
}

/** What a contact says in a row is one turn; AI's next message answers it. */
function turnsOf(rows: readonly Row[]): TestTurn[] {
  const turns: TestTurn[] = []
  let isOpen = false
  for (const row of rows) {
    const text = textOf(row)
    const last = turns.at(-1)
    if (row.direction === 'in' && text) {
      if (isOpen && last) last.says[0]?.push(text)
      else turns.push({ says: [[text]], only: null, expect: NOTHING })
      isOpen = true
    }
    if (row.direction === 'out') {
      if (isOpen && last) turns[turns.length - 1] = { ...last, expect: expectedOf(row) }
      isOpen = false
    }
  }
  return turns.map((turn) => ({ ...turn, says: turn.says.map((way) => way.slice(0, 10)) }))
}

function textOf({ content, isUnsent }: Row): string {
  const said = decode<Content>(content)
  return said.type === 'text' && !isUnsent ? said.text.trim().slice(0, SAID_MAX) : ''
}

function expectedOf({ action, reason, citations }: Row): Expectation {
  if (action === null) return NOTHING
  const cited = decodeOrNull<AnswerCitation[]>(citations) ?? []
  return {
    ...{ ...NOTHING, actions: [action], reasons: reason === null ? [] : [reason] },
    cites: [...new Set(cited.map(({ articleId }) => articleId))],
  }
}
