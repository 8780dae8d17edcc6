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

type Limits = {
  /** What waits for an answer since earlier is abandoned, in ms. */
  before: number
  /** After so long no further day is digested; one is at least, so who asks again comes to the end. */
  forMs?: number | undefined
}
type Made = { day: DayRow; digest: Digest }
export type Counted = { digest: Digest; counting: { days: number; of: number } | null }

/** The digests of a scope as one; of its newest days when there is no time for all. */
export async function readDigest(tx: OrgTx, scope: Scope, { before, forMs }: Limits): Promise<Counted> {
  const values = valuesOf(tx, scope)
  const { rows } = await tx.query<DayRow>(DAYS, [...values, scope.timeZone])
  const digests = rows.map(({ digest }) => {
    const kept = decodeOrNull<Digest>(digest)
    return kept?.form === DIGEST_FORM ? kept : null
  })
  const made = await digestDays(tx, scope, { days: rows.filter((_, index) => !digests[index]), forMs })
  const byDay = new Map(made.map(({ day, digest }) => [day, digest]))
  const counted = rows.flatMap((day, index) => digests[index] ?? byDay.get(day) ?? [])
  const { rows: open } = await tx.query<{ id: Id }>(OPEN, values)
  const digest = mergeDigests([...counted, await digestRuns(tx, open, before)])
  if (made.length > 0) await keep(tx, made)
  const left = rows.filter((day, index) => !digests[index] && !byDay.has(day))
  return { digest, counting: left.length === 0 ? null : countingOf(rows, left) }
}

/** A day counts when those of all its versions do. */
function countingOf(rows: readonly DayRow[], left: readonly DayRow[]): { days: number; of: number } {
  const [of, missing] = [rows, left].map((days) => new Set(days.map(({ beganAt }) => beganAt.getTime())).size)
  return { days: (of ?? 0) - (missing ?? 0), of: of ?? 0 }
}

/** The newest first: they are looked at most, and the others come with the next call. */
async function digestDays(
  tx: OrgTx,
  scope: Scope,
  { days, forMs = Number.POSITIVE_INFINITY }: { days: readonly DayRow[]; forMs: number | undefined },
): Promise<Made[]> {
  const begun = performance.now()
  const made: Made[] = []
  for (const day of days.toSorted((a, b) => b.beganAt.getTime() - a.beganAt.getTime())) {
    if (made.length > 0 && performance.now() - begun > forMs) return made
    made.push({ day, digest: await digestDay(tx, scope, day) })
  }
  return made
}

/** At the end, and in one order, so that two who look at once wait for each other for a moment only. */
async function keep(tx: OrgTx, unsorted: readonly Made[]): Promise<void> {
  const made = unsorted.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
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

function keyOf({ day }: Made): string {
  return `${day.versionId} ${day.beganAt.toISOString()}`
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
