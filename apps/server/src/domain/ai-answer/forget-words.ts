import type { AnswerTrace, Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { MESSAGES_MAX } from './messages.ts'

const READ = statement(`
  select a.id, a.trace from ai_answer a
  join message m on m.org_id = a.org_id and m.conversation_id = a.conversation_id and m.id = $3
  where a.org_id = $1 and a.conversation_id = $2 and a.read_seq between m.seq and m.seq + $4`)
const WRITE = statement(`
  update ai_answer set question = $3, trace = $4, summary = null where org_id = $1 and id = $2`)
const EVENTS = statement(`
  select e.id, e.data from conversation_event e
  join message m on m.org_id = e.org_id and m.conversation_id = e.conversation_id and m.id = $3
  where e.org_id = $1 and e.conversation_id = $2 and e.type = 'handed_off'
    and e.after_seq between m.seq and m.seq + $4`)
const WRITE_EVENT = statement(`
  update conversation_event e set data = $3, version = c.version from conversation c
  where e.org_id = $1 and e.id = $2 and c.org_id = $1 and c.id = e.conversation_id`)

/**
 * Takes out of answers and of what members read at a hand-over what a contact took back: nobody can say which
 * words of a question came of which message, so the questions go that may have some of it. What was answered,
 * from which articles and at what cost stays. The caller has raised the conversation's version.
 */
export async function forgetWords(
  tx: OrgTx,
  { conversationId, messageId }: { conversationId: Id; messageId: Id },
): Promise<void> {
  const place = [tx.orgId, conversationId, messageId, MESSAGES_MAX]
  const { rows: answers } = await tx.query<{ id: Id; trace: Buffer }>(READ, place)
  for (const { id, trace } of answers) {
    const { parts: _, ...kept } = decode<AnswerTrace>(trace)
    const left: AnswerTrace = { ...kept, question: '', variants: [] }
    await tx.query(WRITE, [tx.orgId, id, encode(''), encode(left)])
  }
  const { rows: events } = await tx.query<{ id: Id; data: Buffer }>(EVENTS, place)
  for (const { id, data } of events) {
    const { summary: _, written: _written, ...left } = decode<Record<string, unknown>>(data)
    await tx.query(WRITE_EVENT, [tx.orgId, id, encode(left)])
  }
}
