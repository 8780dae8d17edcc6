import { type Id, newId, type TestSet, type TestSetSettings } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { endAnswersAlarm } from '../alarm/settle-answers.ts'
import { getSet } from './read.ts'
import { lockSet } from './test-set.ts'

const ADD = statement(`
  insert into test_set (org_id, id, client_id, name, plays, is_evaluated_after_publish, share_needed,
    article_share_needed)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (org_id, client_id) do nothing`)
const KNOWN = statement('select id from test_set where org_id = $1 and client_id = $2')
const CHANGE = statement(`
  update test_set set name = $3, plays = $4, is_evaluated_after_publish = $5, share_needed = $6,
    article_share_needed = $7, changed_at = now()
  where org_id = $1 and id = $2`)
const REMOVE_CASES = statement('delete from test_case where org_id = $1 and set_id = $2')
const REMOVE = statement('delete from test_set where org_id = $1 and id = $2')

/** Begins a test set without cases. Asked twice with the same client id it is one. */
export async function createSet(
  tx: OrgTx,
  { clientId, ...settings }: TestSetSettings & { clientId: string },
): Promise<TestSet> {
  await tx.query(ADD, [tx.orgId, newId(), clientId, ...valuesOf(settings)])
  const { rows } = await tx.query<{ id: Id }>(KNOWN, [tx.orgId, clientId])
  return getSet(tx, rows[0]?.id ?? newId())
}

/** What was tried stays tried: how often, and by when, changes no case. @throws AppError `not_found` */
export async function changeSet(tx: OrgTx, setId: Id, settings: TestSetSettings): Promise<TestSet> {
  await lockSet(tx, setId)
  await tx.query(CHANGE, [tx.orgId, setId, ...valuesOf(settings)])
  return getSet(tx, setId)
}

/** What it was tried on stays in its evaluations. @throws AppError `not_found` */
export async function deleteSet(tx: OrgTx, setId: Id): Promise<void> {
  await lockSet(tx, setId)
  await tx.query(REMOVE_CASES, [tx.orgId, setId])
  await tx.query(REMOVE, [tx.orgId, setId])
  await endAnswersAlarm(tx, setId)
}

function valuesOf(settings: TestSetSettings): unknown[] {
  const { name, plays, isEvaluatedAfterPublish, shareNeeded, articleShareNeeded } = settings
  return [name, plays, isEvaluatedAfterPublish, shareNeeded, articleShareNeeded]
}
