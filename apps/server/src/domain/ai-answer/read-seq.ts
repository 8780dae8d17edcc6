import { ASKED_AGAIN } from '@hilo/protocol'

const REASONS = ASKED_AGAIN.map((reason) => `'${reason}'`).join(', ')

/**
 * Up to where AI has answered a contact, in a statement whose first parameters are org and conversation. What
 * it could not answer and gave to people is open again once they have handed back.
 */
export const READ_SEQ = `(
  select max(r.read_seq) from ai_answer r where r.org_id = $1 and r.conversation_id = $2 and not (
    r.action = 'handoff' and r.reason in (${REASONS})
    and exists (select from conversation_event e where e.org_id = $1 and e.conversation_id = $2
      and e.type = 'handed_back' and e.created_at > r.created_at)))`

/** The last thing that AI said there. */
export const LAST_ANSWER = `(
  select l.id from ai_answer l where l.org_id = $1 and l.conversation_id = $2
  order by l.created_at desc, l.id desc limit 1)`
