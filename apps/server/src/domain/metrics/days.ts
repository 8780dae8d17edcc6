/**
 * The digests of a scope: one for each version and day of the runs that have ended, which are kept, and those
 * of the runs that are open, which are read each time.
 *
 * What is kept is right as long as as many runs of that day have ended, and the last at that time; else it is
 * made anew. So no turn has to write anything, and a run that is retried, or ends weeks after it began, costs
 * one day.
 */
import type { Id } from '@hilo/protocol'
import { decodeOrNull, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { endIdAt, firstIdAt } from '../run/ids-between.ts'
import { DIGEST_FORM, type Digest, digestOf, mergeDigests } from './digest.ts'
import { readFacts } from './facts.ts'
import { SCOPE, type Scope, valuesOf } from './scope.ts'

/** So many runs are read at once: turns are played in between, and memory is bounded. */
const CHUNK = 500
const ENDED = "r.status in ('done', 'failed', 'cancelled')"

const DAYS = statement(`
  with ended as (
    select r.backend_version_id as version_id,
           date_trunc('day', r.started_at at time zone $8) at time zone $8 as began_at,
           count(*)::int as ended, max(r.ended_at) as last_ended_at
    from run r where ${SCOPE} and ${ENDED} group by 1, 2)
  select e.version_id as "versionId", e.began_at as "beganAt", e.began_at + interval '26 hours' as "overAt",
         e.ended, e.last_ended_at::text as "lastEndedAt", d.digest
  from ended e left join metrics_day d on d.org_id = $1 and d.backend_version_id = e.version_id
    and d.began_at = e.began_at and d.ended = e.ended and d.last_ended_at is not distinct from e.last_ended_at
  order by e.version_id, e.began_at`)
// The clocks may be put back in a day: the same truncation decides what belongs to it.
const OF_DAY = statement(`
  select r.id from run r
  where r.org_id = $1 and r.backend_version_id = $2 and r.id >= $3 and r.id < $4 and ${ENDED}
    and date_trunc('day', r.started_at at time zone $6) at time zone $6 = $5
  order by r.id`)
const KEEP = statement(`
  insert into metrics_day (org_id, backend_version_id, began_at, ended, last_ended_at, digest)
  select $1, d.* from unnest($2::uuid[], $3::timestamptz[], $4::int[], $5::timestamptz[], $6::bytea[]) as d
  on conflict (org_id, backend_version_id, began_at) do update
    set ended = excluded.ended, last_ended_at = excluded.last_ended_at, digest = excluded.digest`)
const OPEN = statement(`
  select r.id from run r where ${SCOPE} and r.status in ('running', 'waiting') order by r.id`)

type DayRow = {
  versionId: Id
  beganAt: Date
  overAt: Date
  ended: number
  lastEndedAt: string | null
  digest: Buffer | null
}

/** @param before what waits for an answer since earlier is abandoned, in ms. */
export async function readDigest(tx: OrgTx, scope: Scope, before: number): Promise<Digest> {
  const values = valuesOf(tx, scope)
  const { rows } = await tx.query<DayRow>(DAYS, [...values, scope.timeZone])
  const digests: Digest[] = []
  const made: { day: DayRow; digest: Digest }[] = []
  for (const day of rows) {
    const kept = decodeOrNull<Digest>(day.digest)
    const isRight = kept?.form === DIGEST_FORM
    const digest = isRight ? kept : await digestDay(tx, scope, day)
    digests.push(digest)
    if (!isRight) made.push({ day, digest })
  }
  const { rows: open } = await tx.query<{ id: Id }>(OPEN, values)
  digests.push(await digestRuns(tx, open, before))
  if (made.length > 0) await keep(tx, made)
  return mergeDigests(digests)
}

/** At the end, and in one order, so that two who look at once wait for each other for a moment only. */
async function keep(tx: OrgTx, made: readonly { day: DayRow; digest: Digest }[]): Promise<void> {
  const days = made.map(({ day }) => day)
  await tx.query(KEEP, [
    tx.orgId,
    days.map(({ versionId }) => versionId),
    days.map(({ beganAt }) => beganAt),
    days.map(({ ended }) => ended),
    days.map(({ lastEndedAt }) => lastEndedAt),
    made.map(({ digest }) => encode(digest)),
  ])
}

async function digestDay(tx: OrgTx, { timeZone }: Scope, day: DayRow): Promise<Digest> {
  const { versionId, beganAt, overAt } = day
  const ids = [firstIdAt(beganAt.getTime()), endIdAt(overAt.getTime())]
  const { rows } = await tx.query<{ id: Id }>(OF_DAY, [tx.orgId, versionId, ...ids, beganAt, timeZone])
  return digestRuns(tx, rows, 0)
}

async function digestRuns(tx: OrgTx, runs: readonly { id: Id }[], before: number): Promise<Digest> {
  const digests: Digest[] = []
  for (let at = 0; at < runs.length; at += CHUNK) {
    const ids = runs.slice(at, at + CHUNK).map(({ id }) => id)
    digests.push(digestOf(await readFacts(tx, ids), before))
  }
  return digests.length === 1 && digests[0] ? digests[0] : mergeDigests(digests)
}
