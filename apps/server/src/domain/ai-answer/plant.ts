import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { type Step, statement } from '../../db/statement.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Job } from '../job/enqueue.ts'
import type { Inbound } from '../message/inbound.ts'
import { speaksIn } from '../message/speaks.ts'
import { quietBeforeAi } from '../run/quiet.ts'

/** A contact who never stops is answered at last. */
const QUIET_MAX = "interval '10 seconds'"
/** The widget says every three seconds that somebody types. */
const TYPING = "interval '4 seconds'"
const IN_MS = 'greatest(0, extract(epoch from due_at - now()) * 1000)::float8'

// The conversation's own id is the job's: there is one. One that runs now is due again when it ends.
const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  select m.org_id, c.id, $3, $4, now() + $5::float8 * interval '1 millisecond'
  from message m join conversation c on c.org_id = m.org_id and c.id = m.conversation_id
  where m.org_id = $1 and m.id = $2 and (c.holder = 'ai' or (c.holder = 'human'
    and c.handoff_reason is not null and (c.told_at is null or c.told_at < now() - interval '1 hour')))
  on conflict (org_id, id) do update
  set attempts = 0, due_at = greatest(now(), least(job.created_at + ${QUIET_MAX}, excluded.due_at))
  returning ${IN_MS} as "answerInMs"`)
const EXTEND = statement(`
  update job set due_at = least(created_at + ${QUIET_MAX}, greatest(due_at, now() + ${TYPING}))
  where org_id = $1 and id = $2 and claimed_by is null and due_at is not null
  returning ${IN_MS} as "inMs"`)

/**
 * The step that lets AI answer a message once its contact is quiet, for the transaction that stores it; or,
 * where it gave the conversation to people, tell the contact that they know. No step where AI does not
 * answer, or the message is not for it.
 */
export function plantAnswer(inbox: Inbox, message: Inbound): Step[] {
  if (!inbox.aiAnswers || !speaksIn(inbox, message)) return []
  const job: Job = { kind: 'answer' }
  const quietMs = quietBeforeAi(inbox, message.content)
  return [{ statement: PLANT, values: [inbox.orgId, message.id, job.kind, encode(job), quietMs] }]
}

// What was asked longer ago is not asked now.
const NOW = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  select c.org_id, c.id, $3, $4, now() from conversation c
  where c.org_id = $1 and c.id = $2 and c.holder = 'ai' and c.status = 'open' and exists (
    select from message m where m.org_id = $1 and m.conversation_id = $2 and m.author = 'contact'
      and m.created_at > now() - interval '1 day')
  on conflict (org_id, id) do update set attempts = 0, due_at = now()`)

/** Lets AI look at a conversation that it has, for another reason than a message. */
export async function plantLook(tx: OrgTx, conversationId: Id): Promise<void> {
  const job: Job = { kind: 'answer' }
  await tx.query(NOW, [tx.orgId, conversationId, job.kind, encode(job)])
}

// What is claimed to be looked at only is no attempt.
const WAIT = statement(`
  update job set claimed_by = null, attempts = greatest(0, attempts - 1),
    due_at = now() + $3::float8 * interval '1 millisecond'
  where org_id = $1 and id = $2`)

/** Puts an answer off that cannot be looked for yet. */
export async function waitToAnswer(
  db: Database,
  { orgId, id }: { orgId: Id; id: Id },
  inMs: number,
): Promise<void> {
  await db.flight(orgId, [{ statement: WAIT, values: [orgId, id, inMs] }])
}

/** The contact is typing: waits for that, within the same ten seconds. @returns in how many ms it is due */
export async function extendAnswer(
  db: Database,
  { orgId, conversationId }: { orgId: Id; conversationId: Id },
): Promise<number | null> {
  const [extended] = await db.flight(orgId, [{ statement: EXTEND, values: [orgId, conversationId] }])
  return (extended?.rows[0]?.inMs as number | undefined) ?? null
}
