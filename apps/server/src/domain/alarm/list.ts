import type { Alarm, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { WorseAnswers } from './settle-answers.ts'

const SHOWN = (condition: string) => `
  select a.id, a.inbox_id as "inboxId", i.name as "inboxName", a.set_id as "setId", a.kind,
         a.severity, a.data, a.began_at as "beganAt", a.ended_at as "endedAt",
         r.member_id is not null as "isRead"
  from alarm a left join inbox i on i.org_id = a.org_id and i.id = a.inbox_id
  left join alarm_read r on r.org_id = a.org_id and r.alarm_id = a.id and r.member_id = $2
  where a.org_id = $1 and ${condition}
  order by a.ended_at is not null, a.began_at desc limit 200`
const OPEN = statement(SHOWN('a.ended_at is null'))
const RECENT = statement(SHOWN("(a.ended_at is null or a.ended_at > now() - interval '7 days')"))

type Row = Pick<Alarm, 'id' | 'kind' | 'severity' | 'isRead'> & {
  inboxId: Id | null
  inboxName: string
  setId: Id | null
  data: Buffer
  beganAt: Date
  endedAt: Date | null
}

/** What is wrong now, and what ended in the last week; whether this member has seen it. */
export async function listAlarms(tx: OrgTx, memberId: Id): Promise<Alarm[]> {
  const { rows } = await tx.query<Row>(RECENT, [tx.orgId, memberId])
  return rows.map(toAlarm)
}

/** What is wrong now. Nobody in particular asks, so nobody has seen it. */
export async function openAlarms(tx: OrgTx): Promise<Alarm[]> {
  const { rows } = await tx.query<Row>(OPEN, [tx.orgId, null])
  return rows.map(toAlarm)
}

function toAlarm({ inboxId, inboxName, setId, data, beganAt, endedAt, ...row }: Row): Alarm {
  return {
    ...row,
    inbox: inboxId === null ? null : { id: inboxId, name: inboxName },
    tests: setId === null ? null : testsOf(setId, decode<WorseAnswers>(data)),
    about: setId === null ? decode<string | null>(data) : null,
    beganAt: beganAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}

function testsOf(setId: Id, { setName, evaluationId, caseIds }: WorseAnswers): Alarm['tests'] {
  return { setId, setName, evaluationId, failing: caseIds.length }
}

const READ = statement(`
  insert into alarm_read (org_id, alarm_id, member_id)
  select $1, id, $2 from alarm where org_id = $1 and id = any ($3::uuid[])
  on conflict do nothing`)

/** Says that a member has seen alarms of the org; ids of others are none. Safe to repeat. */
export async function markAlarmsRead(
  tx: OrgTx,
  memberId: Id,
  alarmIds: readonly Id[],
): Promise<{ read: number }> {
  const { rowCount } = await tx.query(READ, [tx.orgId, memberId, alarmIds])
  return { read: rowCount ?? 0 }
}
