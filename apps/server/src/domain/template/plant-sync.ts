import { AppError, type Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { type Step, statement } from '../../db/statement.ts'
import type { InboxSettings } from '../inbox/inbox.ts'
import type { Job } from '../job/enqueue.ts'

// The inbox's own id is the job's: there is one, however often it is asked for. One that runs now is due
// again when it ends, because what it reads may be older than what was asked for.
const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  select $1, id, $3, $4, now() from inbox where org_id = $1 and id = $2
  on conflict (org_id, id) do update set due_at = now(), attempts = 0`)
const AGAIN = statement(`
  update job set claimed_by = null, error = $3,
    attempts = case when $3::text is null then 0 else attempts end,
    due_at = coalesce(due_at, now() + $4::float8 * interval '1 millisecond')
  where org_id = $1 and id = $2`)
const SETTINGS = statement('select settings from inbox where org_id = $1 and id = $2')

/** Another number of parameters, no such template, another kind of parameter. */
const STALE = new Set(['132000', '132001', '132012'])

/** True when a send was refused because the platform has its template otherwise than it is known here. */
export function isStaleTemplate(code: string): boolean {
  return STALE.has(code)
}

/** Makes the synchronisation of an inbox's templates due now. */
export function plantSync(orgId: Id, inboxId: Id): Step {
  const job: Job = { kind: 'sync_templates', inboxId }
  return { statement: PLANT, values: [orgId, inboxId, job.kind, encode(job)] }
}

/** Makes it due again in so many ms; `error`: why it did not succeed. */
export function plantNextSync(orgId: Id, inboxId: Id, next: { error: string | null; inMs: number }): Step {
  return { statement: AGAIN, values: [orgId, inboxId, next.error?.slice(0, 500) ?? null, next.inMs] }
}

/**
 * A member asks for the templates of an inbox now.
 *
 * @throws AppError `not_found`; `conflict` when the inbox has no account with templates.
 */
export async function askForSync(tx: OrgTx, inboxId: Id): Promise<{ isDue: true }> {
  const { rows } = await tx.query<{ settings: Buffer }>(SETTINGS, [tx.orgId, inboxId])
  if (!rows[0]) throw new AppError('not_found', 'There is no such inbox.')
  if (!decode<InboxSettings>(rows[0].settings).wabaId) {
    throw new AppError('conflict', 'This inbox has no business account whose templates could be read.')
  }
  const step = plantSync(tx.orgId, inboxId)
  await tx.query(step.statement, step.values)
  return { isDue: true }
}
