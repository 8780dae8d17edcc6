import { AppError, type Id, type Migrated, type Wait } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { backendIdOf } from '../backend/backend.ts'
import { requireVersion } from '../backend/versions.ts'
import type { Calling, ClaimedRun } from './run.ts'

const FIND = statement(`
  select r.id, r.conversation_id as "conversationId", c.inbox_id as "inboxId", r.claim, c.turn_epoch as epoch,
         r.generation, r.length, r.read_seq as "readSeq", r.prompt_seq as "promptSeq",
         c.last_in_seq as "seenSeq", r.wait, r.backend_version_id as "versionId", r.config, r.crashes,
         r.called
  from run r join conversation c on c.org_id = r.org_id and c.id = r.conversation_id
  where r.org_id = $1 and r.backend_version_id = $2 and r.status = 'waiting' and r.claimed_by is null
    and r.wait is not null and ($3::uuid[] is null or r.id = any ($3)) and ($4::uuid is null or r.id > $4)
  order by r.id limit $5`)
const PIN = statement(`
  update run set backend_version_id = $3
  where org_id = $1 and id = $2 and backend_version_id = $4 and status = 'waiting' and claimed_by is null
    and claim = $5 and length = $6
  returning id`)

export type WaitingRun = Omit<ClaimedRun, 'wait' | 'wake'> & { wait: Wait }

/** Which runs are moved from where to where; without `runIds` all that wait. */
export type Migrate = {
  fromVersionId: Id
  toVersionId: Id
  runIds: readonly Id[] | null
  dryRun: boolean
  cursor: Id | null
  limit: number
}

/** Moves runs, and tells what became of each. */
export type MigrateRuns = (
  orgId: Id,
  name: string,
  migrate: Migrate,
) => Promise<{ results: Migrated[]; next: Id | null }>

type Row = Omit<WaitingRun, 'orgId' | 'wait' | 'config' | 'called'> & {
  wait: Buffer
  config: Buffer
  called: Buffer | null
}

/**
 * The runs of a version that wait, oldest first, and where the next page begins.
 *
 * @throws AppError `not_found` when the backend has no such versions; `conflict` when they are the same.
 */
export async function findWaiting(
  tx: OrgTx,
  name: string,
  { fromVersionId, toVersionId, runIds, cursor, limit }: Migrate,
): Promise<{ runs: WaitingRun[]; next: Id | null }> {
  const backendId = await backendIdOf(tx, name)
  for (const versionId of [fromVersionId, toVersionId]) await requireVersion(tx, backendId, versionId)
  if (fromVersionId === toVersionId) {
    throw new AppError('conflict', 'These runs are on this version already. Choose another.')
  }
  const { rows } = await tx.query<Row>(FIND, [tx.orgId, fromVersionId, runIds, cursor, limit + 1])
  const runs = rows.slice(0, limit).map((row) => ({
    ...row,
    orgId: tx.orgId,
    wait: decode<Wait>(row.wait),
    config: decode(row.config),
    called: decodeOrNull<Calling>(row.called),
  }))
  return { runs, next: rows.length > limit ? (runs.at(-1)?.id ?? null) : null }
}

/** Pins a run to another version if it still waits where it was found. @returns whether it did. */
export async function pinRun(db: Database, run: WaitingRun, versionId: Id): Promise<boolean> {
  const { orgId, id, claim, length } = run
  const [pinned] = await db.flight(orgId, [
    { statement: PIN, values: [orgId, id, versionId, run.versionId, claim, length] },
  ])
  return pinned?.rows[0] !== undefined
}
