import { AppError, assert, type Id, METRICS_DAYS_MAX } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { backendIdOf } from '../backend/backend.ts'
import { endIdAt, firstIdAt } from '../run/ids-between.ts'

/** Which runs metrics are about: those of a backend, or of some of its versions, that began on whole days. */
export type Scope = {
  backendId: Id
  /** Null: all. */
  versionIds: readonly Id[] | null
  since: Date
  until: Date
  timeZone: string
}

type Period = Pick<Scope, 'since' | 'until' | 'timeZone'> & { from: string; to: string }

const PERIOD = statement(`
  select p.since::text as "from", p.until::text as "to", o.time_zone as "timeZone",
         p.since::timestamp at time zone o.time_zone as since,
         (p.until + 1)::timestamp at time zone o.time_zone as until, p.until - p.since + 1 as days
  from org o cross join lateral (
    select coalesce($2::date, l.day - $4::int + 1) as since, l.day as until
    from (select coalesce($3::date, (now() at time zone o.time_zone)::date) as day) l) p
  where o.id = $1`)
const VERSIONS = statement(`
  select id from backend_version where org_id = $1 and backend_id = $2 and left(hash, length($3)) = $3`)
const WHOLE = statement(`
  select o.time_zone as "timeZone", date_trunc('day', $2::timestamptz at time zone o.time_zone) at time zone
           o.time_zone as since,
         (date_trunc('day', ($3::timestamptz - interval '1 microsecond') at time zone o.time_zone)
           + interval '1 day') at time zone o.time_zone as until
  from org o where o.id = $1`)

/**
 * The runs of a scope; the first seven parameters of a statement are then those of `valuesOf`. Ids begin with
 * their time, so the runs of a period lie together in the primary key: no index has to be written for it when
 * a turn ends.
 */
export const SCOPE = `
  r.org_id = $1 and r.backend_id = $2 and ($3::uuid[] is null or r.backend_version_id = any ($3))
    and r.id >= $4 and r.id < $5 and r.started_at >= $6 and r.started_at < $7`

export function valuesOf({ orgId }: OrgTx, { backendId, versionIds, since, until }: Scope): unknown[] {
  const ids = [firstIdAt(since.getTime()), endIdAt(until.getTime())]
  return [orgId, backendId, versionIds, ...ids, since, until]
}

/** The whole days at the org's place in which a period lies. */
export async function wholeDays(tx: OrgTx, { since, until }: { since: string; until: string }) {
  const { rows } = await tx.query<Pick<Scope, 'since' | 'until' | 'timeZone'>>(WHOLE, [
    tx.orgId,
    since,
    until,
  ])
  assert(rows[0], 'The org of a transaction exists.')
  return rows[0]
}

export type PeriodAsk = { from?: string | undefined; to?: string | undefined; days: number }

/**
 * The days of the org's place that are meant.
 *
 * @throws AppError `invalid_request` when they are in the wrong order, or too many.
 */
export async function periodOf(tx: OrgTx, { from, to, days }: PeriodAsk): Promise<Period> {
  const values = [tx.orgId, from ?? null, to ?? null, days]
  const { rows } = await tx.query<Period & { days: number }>(PERIOD, values)
  const [period] = rows
  if (!period || period.days < 1) {
    throw new AppError('invalid_request', 'The period ends before it begins: give from before to.')
  }
  if (period.days > METRICS_DAYS_MAX) {
    throw new AppError(
      'invalid_request',
      `A period has at most ${METRICS_DAYS_MAX} days: give a shorter one.`,
    )
  }
  return period
}

/** @throws AppError `not_found` when there is no such backend, or it has no such version. */
export async function versionsOf(
  tx: OrgTx,
  name: string,
  version: string | undefined,
): Promise<Pick<Scope, 'backendId' | 'versionIds'>> {
  const backendId = await backendIdOf(tx, name)
  if (version === undefined) return { backendId, versionIds: null }
  const versionIds = await versionIdsOf(tx, backendId, version)
  if (versionIds.length > 0) return { backendId, versionIds }
  throw new AppError('not_found', 'This micro-backend has no version whose hash begins so.')
}

export async function versionIdsOf(tx: OrgTx, backendId: Id, version: string): Promise<Id[]> {
  const { rows } = await tx.query<{ id: Id }>(VERSIONS, [tx.orgId, backendId, version])
  return rows.map(({ id }) => id)
}
