import {
  AppError,
  type ContactGoal,
  type Id,
  type StandIn,
  type TestCase,
  type TestTurn,
} from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { type Statement, statement } from '../../db/statement.ts'

/** A set as the verbs that change it see it. */
export type SetState = {
  id: Id
  name: string
  plays: number
  isEvaluatedAfterPublish: boolean
  shareNeeded: number | null
  articleShareNeeded: number | null
  revision: number
}

export const SET_COLUMNS = `
  s.id, s.name, s.plays, s.is_evaluated_after_publish as "isEvaluatedAfterPublish",
  s.share_needed as "shareNeeded",
  s.article_share_needed as "articleShareNeeded", s.revision`

const GET = statement(`select ${SET_COLUMNS} from test_set s where s.org_id = $1 and s.id = $2`)
const LOCK = statement(`select ${SET_COLUMNS} from test_set s where s.org_id = $1 and s.id = $2 for update`)
const CASES = statement(`
  select id, name, language, inbox_id as "inboxId", stand_ins as "standIns", turns, goal,
    changed_at as "changedAt"
  from test_case where org_id = $1 and set_id = $2 order by id`)
const TOUCH = statement(`
  update test_set set revision = revision + 1, changed_at = now() where org_id = $1 and id = $2`)

/** Keeps everybody else from changing the set or its cases meanwhile. @throws AppError `not_found` */
export function lockSet(tx: OrgTx, setId: Id): Promise<SetState> {
  return one(tx, LOCK, setId)
}

/** As it is now. @throws AppError `not_found` */
export function getSet(tx: OrgTx, setId: Id): Promise<SetState> {
  return one(tx, GET, setId)
}

async function one(tx: OrgTx, query: Statement, setId: Id): Promise<SetState> {
  const { rows } = await tx.query<SetState>(query, [tx.orgId, setId])
  if (!rows[0]) throw new AppError('not_found', 'There is no such test set.')
  return rows[0]
}

/** What was tried before was not this set any more. */
export async function touchSet(tx: OrgTx, setId: Id): Promise<void> {
  await tx.query(TOUCH, [tx.orgId, setId])
}

type Row = Omit<TestCase, 'name' | 'standIns' | 'turns' | 'goal' | 'changedAt'> & {
  name: Buffer
  standIns: Buffer | null
  turns: Buffer
  goal: Buffer | null
  changedAt: Date
}

/** The cases of a set, the oldest first. */
export async function casesOf(tx: OrgTx, setId: Id): Promise<TestCase[]> {
  const { rows } = await tx.query<Row>(CASES, [tx.orgId, setId])
  return rows.map(({ name, standIns, turns, goal, changedAt, ...rest }) => ({
    ...rest,
    name: decode<string>(name),
    ...(standIns && { standIns: decode<StandIn[]>(standIns) }),
    turns: decode<TestTurn[]>(turns),
    ...(goal && { goal: decode<ContactGoal>(goal) }),
    changedAt: changedAt.toISOString(),
  }))
}
