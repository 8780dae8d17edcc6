import { type Id, newId } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { heldBefore, passedIn } from '../evaluation/results.ts'

/** As the alarm of a test set keeps it: which cases passed before something was published, and fail. */
export type WorseAnswers = { setName: string; evaluationId: Id; caseIds: readonly Id[] }

export type AnswersChange = WorseAnswers & { setId: Id; isRaised: boolean }

// What is only tried says nothing about what contacts are answered. The set may not go meanwhile.
const HELD = statement(`
  select s.id as "setId", s.name as "setName" from evaluation e
  join test_set s on s.org_id = e.org_id and s.id = e.set_id
  where e.org_id = $1 and e.id = $2 and e.status = 'done' and e.draft is null and e.article_id is null
  for key share of s`)
const TRIED = statement(
  'select distinct case_id as id from evaluation_play where org_id = $1 and evaluation_id = $2',
)
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
 * Raises an alarm where an evaluation of what is published fails cases that passed the time before, and ends
 * it once all of them pass or are gone. More cases that fail are news again, fewer are not. Safe to repeat.
 *
 * @returns what has changed; null: nothing that is told
 */
export async function settleAnswers(tx: OrgTx, evaluationId: Id): Promise<AnswersChange | null> {
  const { rows } = await tx.query<{ setId: Id; setName: string }>(HELD, [tx.orgId, evaluationId])
  if (!rows[0]) return null
  const { setId, setName } = rows[0]
  const now = await passedIn(tx, evaluationId)
  const { rows: tried } = await tx.query<{ id: Id }>(TRIED, [tx.orgId, evaluationId])
  const before = await passedIn(tx, await heldBefore(tx, { setId, id: evaluationId }))
  const { rows: alarms } = await tx.query<{ id: Id; data: Buffer }>(OPEN, [tx.orgId, setId])
  const [open] = alarms
  const known = open ? decode<WorseAnswers>(open.data).caseIds : []
  const fresh = [...now.keys()].filter((id) => !now.get(id) && before.get(id) && !known.includes(id))
  // What could not be played is as it was.
  const left = known.filter((id) => !now.get(id) && tried.some((one) => one.id === id))
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

/** A set that goes leaves no alarm. */
export async function removeAnswersAlarms(tx: OrgTx, setId: Id): Promise<void> {
  await tx.query(REMOVE_READ, [tx.orgId, setId])
  await tx.query(REMOVE, [tx.orgId, setId])
}
