/** What is kept of a contact in one table; of an answer or a call it is what belongs to their conversations. */
export type Held = {
  table: string
  /** Which rows are the contact's: `$1` is the org, `$2` the contact. */
  where: string
  /** What they said, did, or was said of them: it is in an export. Else it only leads to that. */
  isTold?: true
}

const CONVERSATIONS = 'select id from conversation where org_id = $1 and contact_id = $2'
const OF = `conversation_id in (${CONVERSATIONS})`
const within = (column: string, table: string) =>
  `${column} in (select id from ${table} where org_id = $1 and ${OF})`

/**
 * Everything that a contact leaves behind, what points at other rows before those. A table with a column
 * whose comment says `retention: contact` or `conversation` belongs in here: a test compares them.
 */
export const HELD: readonly Held[] = [
  { table: 'job', where: `(id in (${CONVERSATIONS}) or ${within('id', 'mail')})` },
  { table: 'conversation_review', where: OF },
  { table: 'answer_review', where: within('answer_id', 'ai_answer') },
  { table: 'ai_feedback', where: within('answer_id', 'ai_answer'), isTold: true },
  { table: 'ai_answer', where: OF, isTold: true },
  { table: 'ai_tool_step', where: within('call_id', 'ai_tool_call'), isTold: true },
  { table: 'ai_tool_call', where: OF, isTold: true },
  { table: 'identity_code', where: `(contact_id = $2 or ${OF})` },
  { table: 'identity_check', where: OF, isTold: true },
  { table: 'mail', where: OF },
  { table: 'proof', where: `(contact_id = $2 or ${OF})`, isTold: true },
  { table: 'media_words', where: OF, isTold: true },
  { table: 'media', where: OF, isTold: true },
  { table: 'translation', where: within('message_id', 'message'), isTold: true },
  { table: 'broadcast_recipient', where: `(contact_id = $2 or ${within('message_id', 'message')})` },
  { table: 'delivery', where: within('message_id', 'message'), isTold: true },
  { table: 'log_entry', where: `(${OF} or ${within('run_id', 'run')})`, isTold: true },
  { table: 'journal', where: within('run_id', 'run'), isTold: true },
  { table: 'note', where: OF, isTold: true },
  { table: 'conversation_event', where: OF, isTold: true },
  { table: 'conversation_tag', where: OF, isTold: true },
  { table: 'message', where: OF, isTold: true },
  { table: 'run', where: OF, isTold: true },
  { table: 'permission', where: 'contact_id = $2', isTold: true },
  { table: 'contact_term', where: 'contact_id = $2' },
  { table: 'identity', where: 'contact_id = $2', isTold: true },
  { table: 'conversation', where: 'contact_id = $2', isTold: true },
  { table: 'contact', where: 'id = $2', isTold: true },
]
