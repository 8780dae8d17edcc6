import type { Id, Wait } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Calling, ClaimedRun } from './run.ts'

// Of all conversations in one order, so that two nodes that claim the same runs do not wait in a circle.
const LOCK = statement(`
  select 1 from conversation where org_id = $1 and id in (
    select conversation_id from run where org_id = $1 and id = any ($2::uuid[])) order by id for update`)

const CLAIM = statement(`
  update run r set claimed_by = $3, claim = r.claim + 1, status = 'running',
         due_at = case when r.due_at <= now() then null else r.due_at end, quiet_until = null
  from conversation c
  where r.org_id = $1 and r.id = any ($2::uuid[]) and c.org_id = r.org_id and c.id = r.conversation_id
    and c.run_id = r.id and (c.holder = 'backend' or r.wake = 'cancel') and r.status in ('running', 'waiting')
    and (r.claimed_by is null or r.claimed_by <> all ($4::uuid[]))
    and (not $5::boolean or (r.claimed_by is null and r.quiet_until <= now()))
  returning r.id, r.conversation_id as "conversationId", c.inbox_id as "inboxId", r.claim,
    c.turn_epoch as epoch,
            r.generation, r.length, r.read_seq as "readSeq", r.prompt_seq as "promptSeq",
            c.last_in_seq as "seenSeq", r.wait, r.wake, r.backend_version_id as "versionId", r.config,
              r.crashes, r.called, r.quiet_from is not null as "isBurst",
              c.status = 'closed' as "isClosed"`)

// Looks again who holds the conversation: a run that another claimed and that waits again meanwhile keeps
// its timer.
const PARK = statement(`
  update run r set due_at = null, quiet_from = null, quiet_until = null, claimed_by = null,
         status = case when r.status = 'running' then 'waiting' else r.status end
  from conversation c
  where r.org_id = $1 and r.id = any ($2::uuid[]) and c.org_id = r.org_id and c.id = r.conversation_id
    and (c.run_id is distinct from r.id or c.holder <> 'backend') and r.wake is distinct from 'cancel'
    and (r.claimed_by is null or r.claimed_by <> all ($3::uuid[]))`)

type Row = Omit<ClaimedRun, 'orgId' | 'wait' | 'config' | 'wake' | 'called'> & {
  wait: Buffer | null
  config: Buffer
  called: Buffer | null
  wake: ClaimedRun['wake'] | null
}

type Claim = {
  orgId: Id
  runIds: readonly Id[]
  nodeId: Id
  living: readonly Id[]
  wake: ClaimedRun['wake']
  /** Only those whose contact has been quiet. */
  isQuiet?: boolean
}

/**
 * Claims runs of an org whose time has come, or whose owner is dead, all in one transaction. While people
 * hold a conversation its run is parked: its timer waits for the hand-back, unless the run is cancelled.
 *
 * @returns those to play.
 */
export async function claimRuns(db: Database, claim: Claim): Promise<ClaimedRun[]> {
  const { orgId, runIds, nodeId, living, wake, isQuiet = false } = claim
  const [, claimed] = await db.flight(orgId, [
    { statement: LOCK, values: [orgId, runIds] },
    { statement: CLAIM, values: [orgId, runIds, nodeId, living, isQuiet] },
  ])
  const rows = (claimed?.rows ?? []) as Row[]
  const runs = rows.map((row) => ({
    ...row,
    ...{ orgId, wait: decodeOrNull<Wait>(row.wait), wake: row.wake ?? wake, config: decode(row.config) },
    called: decodeOrNull<Calling>(row.called),
  }))
  const mine = new Set(runs.map(({ id }) => id))
  const others = runIds.filter((id) => !mine.has(id))
  if (others.length > 0) {
    await db.flight(orgId, [
      { statement: LOCK, values: [orgId, others] },
      { statement: PARK, values: [orgId, others, living] },
    ])
  }
  return runs
}

/** The same for one run; null when there is nothing to play. */
export async function claimRun(
  db: Database,
  { runId, ...claim }: Omit<Claim, 'runIds'> & { runId: Id },
): Promise<ClaimedRun | null> {
  const [run] = await claimRuns(db, { ...claim, runIds: [runId] })
  return run ?? null
}

const RELEASE = statement(`
  update run set claimed_by = null, status = case when status = 'running' then 'waiting' else status end,
         due_at = case when $5::int is not null then now() + $5 * interval '1 millisecond'
           when wake = 'cancel' then now() else due_at end,
         crashes = crashes + $6
  where org_id = $1 and id = $2 and claimed_by is not distinct from $3 and claim = $4`)

/**
 * Gives a claim back without having advanced the run. `againInMs` makes it due again; `crashed` counts a turn
 * that ended with the death of its process.
 */
export async function releaseRun(
  db: Database,
  run: ClaimedRun,
  { nodeId, againInMs, crashed }: { nodeId: Id; againInMs: number | null; crashed: boolean },
): Promise<void> {
  await db.flight(run.orgId, [
    { statement: RELEASE, values: [run.orgId, run.id, nodeId, run.claim, againInMs, crashed ? 1 : 0] },
  ])
}
