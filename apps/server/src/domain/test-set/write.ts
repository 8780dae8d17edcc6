import { type Id, newId, type TestSet, type TestSetSettings } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { removeAnswersAlarms } from '../alarm/settle-answers.ts'
import { conflict } from '../issue/refuse.ts'
import { getSet } from './read.ts'
import { lockSet } from './test-set.ts'

const ADD = statement(`
  insert into test_set (org_id, id, client_id, name, plays, is_evaluated_after_publish, share_needed,
    article_share_needed)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (org_id, client_id) do nothing`)
const KNOWN = statement('select id from test_set where org_id = $1 and client_id = $2')
const NAMED = statement(`
  select 1 from test_set
  where org_id = $1 and lower(name) = lower($2) and client_id <> $3 and id <> $4 limit 1`)
const CHANGE = statement(`
  update test_set set name = $3, plays = $4, is_evaluated_after_publish = $5, share_needed = $6,
    article_share_needed = $7, changed_at = now()
  where org_id = $1 and id = $2`)
const REMOVE_CASES = statement('delete from test_case where org_id = $1 and set_id = $2')
const REMOVE = statement('delete from test_set where org_id = $1 and id = $2')

/**
 * Begins a test set without cases. Asked twice with the same client id it is one.
 *
 * @throws AppError `conflict` when another is called so.
 */
export async function createSet(
  tx: OrgTx,
  { clientId, ...settings }: TestSetSettings & { clientId: string },
): Promise<TestSet> {
  const id = newId()
  await requireName(tx, settings, { clientId, id })
  await tx.query(ADD, [tx.orgId, id, clientId, ...valuesOf(settings)])
  const { rows } = await tx.query<{ id: Id }>(KNOWN, [tx.orgId, clientId])
  return getSet(tx, rows[0]?.id ?? id)
}

/**
 * What was tried stays tried: how often, and by when, changes no case.
 *
 * @throws AppError `not_found`; `conflict` when another is called so.
 */
export async function changeSet(tx: OrgTx, setId: Id, settings: TestSetSettings): Promise<TestSet> {
  await lockSet(tx, setId)
  await requireName(tx, settings, { clientId: '', id: setId })
  await tx.query(CHANGE, [tx.orgId, setId, ...valuesOf(settings)])
  return getSet(tx, setId)
}

/** What it was tried on stays in its evaluations. @throws AppError `not_found` */
export async function deleteSet(tx: OrgTx, setId: Id): Promise<void> {
  await lockSet(tx, setId)
  await tx.query(REMOVE_CASES, [tx.orgId, setId])
  await removeAnswersAlarms(tx, setId)
  await tx.query(REMOVE, [tx.orgId, setId])
}

/** Nobody finds the right one of two that are called the same. */
async function requireName(
  tx: OrgTx,
  { name }: TestSetSettings,
  { clientId, id }: { clientId: string; id: Id },
): Promise<void> {
  const { rows } = await tx.query(NAMED, [tx.orgId, name, clientId, id])
  if (rows.length === 0) return
  throw conflict(
    ['name'],
    `There is a test set "${name}" already. Choose another name.`,
    `Ya hay un conjunto de pruebas «${name}». Elige otro nombre.`,
  )
}

function valuesOf(settings: TestSetSettings): unknown[] {
  const { name, plays, isEvaluatedAfterPublish, shareNeeded, articleShareNeeded } = settings
  return [name, plays, isEvaluatedAfterPublish, shareNeeded, articleShareNeeded]
}
