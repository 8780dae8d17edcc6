import { AppError, CASES_MAX, type Id, newId, type TestCase, type TestWords } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { settleDeletedCase } from '../alarm/settle-answers.ts'
import { conflict } from '../issue/refuse.ts'
import { casesOf, lockSet, touchSet } from './test-set.ts'

// An id is one case in one set, whoever names it.
const PUT = statement(`
  insert into test_case (org_id, id, set_id, name, language, inbox_id, turns, stand_ins, goal)
  select $1, t.id, $2, t.name, t.language, t.inbox_id, t.turns, t.stand_ins, t.goal
  from unnest($3::uuid[], $4::bytea[], $5::text[], $6::uuid[], $7::bytea[], $8::bytea[], $9::bytea[])
    as t (id, name, language, inbox_id, turns, stand_ins, goal)
  on conflict (org_id, id) do update set name = excluded.name, language = excluded.language,
    inbox_id = excluded.inbox_id, turns = excluded.turns, stand_ins = excluded.stand_ins,
    goal = excluded.goal, changed_at = now()
  where test_case.set_id = excluded.set_id`)
const REMOVE = statement('delete from test_case where org_id = $1 and set_id = $2 and id = $3')
const INBOXES = statement('select id from inbox where org_id = $1 and id = any ($2::uuid[])')

/** Adds cases to a set. @throws AppError `not_found`; `conflict` when they would be too many. */
export async function addCases(tx: OrgTx, setId: Id, words: readonly TestWords[]): Promise<TestCase[]> {
  return write(
    tx,
    setId,
    words.map((one) => ({ ...one, id: newId() })),
  )
}

/**
 * Writes the case of this id, or adds it. Safe to repeat.
 *
 * @throws AppError `not_found` also when the id is that of a case of another set; `conflict`.
 */
export async function putCase(tx: OrgTx, setId: Id, one: TestWords & { id: Id }): Promise<TestCase[]> {
  return write(tx, setId, [one])
}

/** @throws AppError `not_found` */
export async function deleteCase(tx: OrgTx, setId: Id, caseId: Id): Promise<TestCase[]> {
  await lockSet(tx, setId)
  const { rowCount } = await tx.query(REMOVE, [tx.orgId, setId, caseId])
  if (rowCount === 0) throw new AppError('not_found', 'There is no such case in this test set.')
  await settleDeletedCase(tx, setId, caseId)
  await touchSet(tx, setId)
  return casesOf(tx, setId)
}

async function write(tx: OrgTx, setId: Id, cases: readonly (TestWords & { id: Id })[]): Promise<TestCase[]> {
  await lockSet(tx, setId)
  await requireInboxes(tx, cases)
  const column = <K extends keyof (typeof cases)[number]>(key: K) => cases.map((one) => one[key])
  const { rowCount } = await tx.query(PUT, [
    ...[tx.orgId, setId, column('id'), column('name').map(encode), column('language'), column('inboxId')],
    column('turns').map(encode),
    column('standIns').map((standIns) => (standIns && standIns.length > 0 ? encode(standIns) : null)),
    column('goal').map((goal) => (goal ? encode(goal) : null)),
  ])
  if (rowCount !== cases.length) throw new AppError('not_found', 'There is no such case in this test set.')
  await touchSet(tx, setId)
  const all = await casesOf(tx, setId)
  if (all.length > CASES_MAX)
    throw conflict(
      [],
      `A test set has at most ${CASES_MAX} cases: begin another one.`,
      `Un conjunto tiene como máximo ${CASES_MAX} casos: empieza otro.`,
    )
  return all
}

async function requireInboxes(tx: OrgTx, cases: readonly TestWords[]): Promise<void> {
  const gone = await lostInboxes(
    tx,
    cases.flatMap(({ inboxId }) => inboxId ?? []),
  )
  const lost = cases.find(({ inboxId }) => inboxId !== null && gone.has(inboxId))
  if (!lost) return
  const message = `The inbox of the case "${lost.name}" is not there: choose another, or none.`
  const messageEs = `La bandeja del caso «${lost.name}» no existe: elige otra, o ninguna.`
  throw new AppError('not_found', message, { issues: [{ path: ['inboxId'], message, messageEs }] })
}

/** Which of these are no inboxes of the org. */
export async function lostInboxes(tx: OrgTx, ids: readonly Id[]): Promise<Set<Id>> {
  const wanted = new Set(ids)
  const { rows } = await tx.query<{ id: Id }>(INBOXES, [tx.orgId, [...wanted]])
  for (const { id } of rows) wanted.delete(id)
  return wanted
}
