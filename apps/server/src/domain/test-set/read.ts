import { AppError, type Id, type TestCase, type TestSet } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lastOfSets } from '../evaluation/read.ts'
import { casesOf, SET_COLUMNS, type SetState } from './test-set.ts'

const SELECT = `
  select ${SET_COLUMNS}, s.changed_at as "changedAt",
    (select count(*)::int from test_case c where c.org_id = s.org_id and c.set_id = s.id) as cases
  from test_set s`
const LIST = statement(`${SELECT} where s.org_id = $1 order by s.name, s.id limit 200`)
const GET = statement(`${SELECT} where s.org_id = $1 and s.id = $2`)

type Row = SetState & { changedAt: Date; cases: number }

/** The test sets of an org by their names, each with its last evaluation. */
export async function listSets(tx: OrgTx): Promise<TestSet[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId])
  return withLast(tx, rows)
}

/** @throws AppError `not_found` */
export async function getSet(tx: OrgTx, setId: Id): Promise<TestSet> {
  const { rows } = await tx.query<Row>(GET, [tx.orgId, setId])
  const [set] = await withLast(tx, rows)
  if (!set) throw new AppError('not_found', 'There is no such test set.')
  return set
}

/** @throws AppError `not_found` */
export async function readSet(tx: OrgTx, setId: Id): Promise<{ set: TestSet; cases: TestCase[] }> {
  return { set: await getSet(tx, setId), cases: await casesOf(tx, setId) }
}

async function withLast(tx: OrgTx, rows: readonly Row[]): Promise<TestSet[]> {
  const last = await lastOfSets(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map(({ changedAt, ...set }) => ({
    ...set,
    changedAt: changedAt.toISOString(),
    last: last.get(set.id) ?? null,
  }))
}
