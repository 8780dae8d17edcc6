import type { ExceptionalDay } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readWays } from '../org/ways.ts'

const LIST = statement(`
  select d.day::text as day, d.name, d.hours
  from exceptional_day d join org o on o.id = d.org_id
  where d.org_id = $1 and d.day >= (now() at time zone o.time_zone)::date - $2::int
  order by d.day`)

/** Those to come, that of today too, with where they are meant. */
export async function listExceptionalDays(tx: OrgTx): Promise<{ timeZone: string; days: ExceptionalDay[] }> {
  const { timeZone } = await readWays(tx)
  return { timeZone, days: await daysSince(tx, 0) }
}

/** Those that tell whether people are there now: hours of yesterday may not have ended. */
export function readExceptionalDays(tx: OrgTx): Promise<ExceptionalDay[]> {
  return daysSince(tx, 1)
}

async function daysSince(tx: OrgTx, ago: number): Promise<ExceptionalDay[]> {
  const { rows } = await tx.query<ExceptionalDay>(LIST, [tx.orgId, ago])
  return rows
}
