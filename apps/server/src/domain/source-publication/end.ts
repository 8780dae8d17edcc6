import type { Id, SourcePublication } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { conflict } from '../issue/refuse.ts'

const END = statement(`
  update source_publication set status = $3, reason = $4, ended_at = now()
  where org_id = $1 and id = $2 and status = 'running'`)
const RUNNING = statement(`
  select id from source_publication where org_id = $1 and source_id = $2 and status = 'running' for update`)
const FORGET = statement('delete from source_publication_article where org_id = $1 and publication_id = $2')
const UPROOT = statement('delete from job where org_id = $1 and id = $2')

type End =
  | { status: 'done' | 'cancelled' }
  | { status: 'stopped'; reason: NonNullable<SourcePublication['reason']> }

/** What was published answers, what was not goes on to wait. One that has ended already stays as it is. */
export async function endPublication(tx: OrgTx, id: Id, end: End): Promise<void> {
  await tx.query(END, [tx.orgId, id, end.status, end.status === 'stopped' ? end.reason : null])
  await tx.query(FORGET, [tx.orgId, id])
  await tx.query(UPROOT, [tx.orgId, id])
}

/** The same for who asks for just that. @throws AppError `conflict` when none runs */
export async function requireCancelled(tx: OrgTx, sourceId: Id): Promise<void> {
  if (await cancelPublication(tx, sourceId)) return
  throw conflict([], 'Nothing of this source is being published.', 'Nada de esta fuente se está publicando.')
}

/**
 * Ends the one that runs of a source, after what it publishes at this moment; the caller holds the source's
 * lock.
 *
 * @returns false when none runs
 */
export async function cancelPublication(tx: OrgTx, sourceId: Id): Promise<boolean> {
  const { rows } = await tx.query<{ id: Id }>(RUNNING, [tx.orgId, sourceId])
  if (!rows[0]) return false
  await endPublication(tx, rows[0].id, { status: 'cancelled' })
  return true
}
