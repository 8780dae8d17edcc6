import type { Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Quiet } from './quiet.ts'
import type { ClaimedRun } from './run.ts'

/** A contact who never stops is answered at last. */
const QUIET_MAX = "interval '10 seconds'"
/** The widget says every three seconds that somebody types. */
const TYPING = "interval '4 seconds'"

const IN_MS = 'greatest(0, extract(epoch from quiet_until - now()) * 1000)::float8 as "inMs"'

// A cancellation that was asked for meanwhile stays asked for.
const GATHER = statement(`
  update run r set claimed_by = null,
    status = case when r.status = 'running' then 'waiting' else r.status end,
    wake = case when r.wake in ('cancel', 'hand_back') then r.wake else $5 end,
    quiet_from = coalesce(r.quiet_from, now()),
    quiet_until = least(coalesce(r.quiet_from, now()) + ${QUIET_MAX},
      now() + $6::float8 * interval '1 millisecond' + (now() - coalesce(r.quiet_from, now())) * $7::float8)
  where r.org_id = $1 and r.id = $2 and r.claimed_by is not distinct from $3 and r.claim = $4
  returning ${IN_MS}`)

/**
 * Gives a claimed run back until its contact is quiet: the turn is due then, wherever it is played. Every
 * message of a burst puts it off, in all for ten seconds at most.
 *
 * @returns in how many ms the turn is due; null when the claim no longer counts.
 */
export async function gatherRun(
  db: Database,
  run: ClaimedRun,
  { nodeId, quiet }: { nodeId: Id; quiet: Quiet },
): Promise<number | null> {
  const { orgId, id, claim, wake } = run
  const begins = wake === 'start' ? wake : null
  const values = [orgId, id, nodeId, claim, begins, Math.max(0, quiet.ms), quiet.growth]
  const [gathered] = await db.flight(orgId, [{ statement: GATHER, values }])
  return (gathered?.rows[0]?.inMs as number | undefined) ?? null
}

const EXTEND = statement(`
  update run set quiet_until = least(quiet_from + ${QUIET_MAX}, greatest(quiet_until, now() + ${TYPING}))
  where org_id = $1 and id = $2 and quiet_until is not null and claimed_by is null
  returning ${IN_MS}`)

/** The contact is typing: waits for that, within the same ten seconds. @returns as `gatherRun` */
export async function extendQuiet(
  db: Database,
  { orgId, runId }: { orgId: Id; runId: Id },
): Promise<number | null> {
  const [extended] = await db.flight(orgId, [{ statement: EXTEND, values: [orgId, runId] }])
  return (extended?.rows[0]?.inMs as number | undefined) ?? null
}
