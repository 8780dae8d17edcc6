import { EXCEPTIONAL_DAYS_MAX, type ExceptionalDay } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { conflict, refuse } from '../issue/refuse.ts'

// The clock is the org's. Two at once would each find room for one more. Not its key: whatever else is
// written in the org need not wait.
const LOCK = statement(`
  select (now() at time zone time_zone)::date::text as today from org where id = $1 for no key update`)
// Nobody is told of them any more.
const CLEAN = statement(`delete from exceptional_day where org_id = $1 and day < $2::date - 30`)
const COUNT = statement(`
  select count(*)::int as count from exceptional_day where org_id = $1 and day <> $2 and day >= $3::date`)
const PUT = statement(`
  insert into exceptional_day (org_id, day, name, hours) values ($1, $2, $3, $4)
  on conflict (org_id, day) do update
  set name = excluded.name, hours = excluded.hours`)
const DELETE = statement('delete from exceptional_day where org_id = $1 and day = $2')

/** Holds at once, in place of what was said of that day. @throws AppError `invalid_request` `conflict` */
export async function putExceptionalDay(tx: OrgTx, { day, name, hours }: ExceptionalDay): Promise<void> {
  const { rows: orgs } = await tx.query<{ today: string }>(LOCK, [tx.orgId])
  const today = orgs[0]?.today ?? day
  if (day < today) refuse('day', 'This day is over: choose one to come.', 'Ese día ya pasó: elige otro.')
  await tx.query(CLEAN, [tx.orgId, today])
  const { rows } = await tx.query<{ count: number }>(COUNT, [tx.orgId, day, today])
  if ((rows[0]?.count ?? 0) >= EXCEPTIONAL_DAYS_MAX) throw tooMany()
  const inOrder = [...hours].sort((a, b) => a.from - b.from)
  await tx.query(PUT, [tx.orgId, day, name, JSON.stringify(inOrder)])
}

export async function deleteExceptionalDay(tx: OrgTx, day: string): Promise<void> {
  await tx.query(DELETE, [tx.orgId, day])
}

function tooMany() {
  return conflict(
    [],
    `There are ${EXCEPTIONAL_DAYS_MAX} days to come already. Delete one that is not needed.`,
    `Ya hay ${EXCEPTIONAL_DAYS_MAX} días por venir. Elimina uno que no haga falta.`,
  )
}
