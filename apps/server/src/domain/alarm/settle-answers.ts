import { type Id, newId } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type PlannedCase, TRIED } from '../evaluation/evaluation.ts'
import { findBefore, passedBefore, passedIn } from '../evaluation/passed-before.ts'

/** As the alarm of a test set keeps it: which cases passed before something was published, and fail. */
export type WorseAnswers = { setName: string; evaluationId: Id; caseIds: readonly Id[] }

export type AnswersChange = WorseAnswers & { setId: Id; isRaised: boolean }

// What is only tried says nothing about what contacts are answered. The set may not go meanwhile.
const HELD = statement(`
  select s.id as "setId", s.name as "setName", e.plan from evaluation e
  join test_set s on s.org_id = e.org_id and s.id = e.set_id
  where e.org_id = $1 and e.id = $2 and e.status = 'done' and e.draft is null
    and cardinality(${TRIED.ids}) = 0
  for key share of s`)
const LIVING = statement('select id from test_case where org_id = $1 and set_id = $2')
const OPEN = statement(
  'select id, data from alarm where org_id = $1 and set_id = $2 and ended_at is null for update',
)
const RAISE = statement(`
  insert into alarm (org_id, id, set_id, kind, severity, data)
  values ($1, $2, $3, 'answers_worse', 'warn', $4)
  on conflict (org_id, set_id) where ended_at is null do nothing`)
const KEEP = statement('update alarm set data = $3 where org_id = $1 and id = $2')
const END = statement(`
  update alarm set ended_at = now() where org_id = $1 and set_id = $2 and ended_at is null`)
const REMOVE_READ = statement(`
  delete from alarm_read where org_id = $1 and alarm_id in (
    select id from alarm where org_id = $1 and set_id = $2)`)
const REMOVE = statement('delete from alarm where org_id = $1 and set_id = $2')

/**
 * Raises an alarm where an evaluation of what is published fails cases that passed when they were last
 * played in the same words, and ends
 * it once all of them pass or are gone. More cases that fail are news again, fewer are not. Safe to repeat.
 *
 * @returns what has changed; null: nothing that is told
 */
export async function settleAnswers(tx: OrgTx, evaluationId: Id): Promise<AnswersChange | null> {
  const { rows } = await tx.query<Held>(HELD, [tx.orgId, evaluationId])
  if (!rows[0]) return null
  const { setId, setName } = rows[0]
  const plan = await livingOf(tx, rows[0])
  const now = await passedIn(tx, evaluationId)
  const held = (await findBefore(tx, { setId, id: evaluationId })).filter(({ isHeld }) => isHeld)
  const before = await passedBefore(tx, held, plan)
  const { rows: alarms } = await tx.query<{ id: Id; data: Buffer }>(OPEN, [tx.orgId, setId])
  const [open] = alarms
  const known = open ? decode<WorseAnswers>(open.data).caseIds : []
  const fails = plan.flatMap(({ id }) => (now.get(id) === false ? id : []))
  const fresh = fails.filter((id) => before.get(id) && !known.includes(id))
  // What could not be played is as it was.
  const left = known.filter((id) => !now.get(id) && plan.some((one) => one.id === id))
  const caseIds = [...left, ...fresh]
  const worse = { setName, evaluationId, caseIds }
  if (open && fresh.length === 0 && caseIds.length > 0) {
    await tx.query(KEEP, [tx.orgId, open.id, encode(worse)])
    return null
  }
  if (open) await tx.query(END, [tx.orgId, setId])
  if (caseIds.length > 0) await tx.query(RAISE, [tx.orgId, newId(), setId, encode(worse)])
  return open || caseIds.length > 0 ? { ...worse, setId, isRaised: caseIds.length > 0 } : null
}

type Held = { setId: Id; setName: string; plan: Buffer }

/** The cases that were tried and have not been deleted since: an alarm of others would never end. */
async function livingOf(tx: OrgTx, { setId, plan }: Held): Promise<PlannedCase[]> {
  const { rows } = await tx.query<{ id: Id }>(LIVING, [tx.orgId, setId])
  const living = new Set(rows.map(({ id }) => id))
  return decode<PlannedCase[]>(plan).filter(({ id }) => living.has(id))
}

/** A case that goes leaves the alarm of its set, which ends with the last one. */
export async function settleDeletedCase(tx: OrgTx, setId: Id, caseId: Id): Promise<void> {
  const { rows } = await tx.query<{ id: Id; data: Buffer }>(OPEN, [tx.orgId, setId])
  if (!rows[0]) return
  const worse = decode<WorseAnswers>(rows[0].data)
  const caseIds = worse.caseIds.filter((id) => id !== caseId)
  if (caseIds.length === worse.caseIds.length) return
  if (caseIds.length > 0) await tx.query(KEEP, [tx.orgId, rows[0].id, encode({ ...worse, caseIds })])
  else await tx.query(END, [tx.orgId, setId])
}

/** A set that goes leaves no alarm. */
export async function removeAnswersAlarms(tx: OrgTx, setId: Id): Promise<void> {
  await tx.query(REMOVE_READ, [tx.orgId, setId])
  await tx.query(REMOVE, [tx.orgId, setId])
}
