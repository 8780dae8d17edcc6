import { AppError, type Audience, type Broadcast, type BroadcastValue, type Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { type Step, statement } from '../../db/statement.ts'
import type { Job } from '../job/enqueue.ts'

/** What is stored of which template goes out and what fills it. */
export type Plan = {
  template: { name: string; language: string }
  values: Record<string, BroadcastValue>
}

export const BROADCAST_COLUMNS = `
  b.id, b.name, b.status, b.plan, b.recipients, b.paused_reason as "pausedReason",
  b.per_minute as "perMinute", b.starts_at as "startsAt", b.created_at as "createdAt",
  b.ended_at as "endedAt", b.inbox_id as "inboxId", i.name as "inboxName", m.name as "memberName"`
export const BROADCAST_FROM = `
  from broadcast b join inbox i on i.org_id = b.org_id and i.id = b.inbox_id
  left join member m on m.org_id = b.org_id and m.id = b.member_id`

export type BroadcastRow = Omit<Broadcast, 'inbox' | 'template' | 'startsAt' | 'createdAt' | 'endedAt'> & {
  plan: Buffer
  startsAt: Date
  createdAt: Date
  endedAt: Date | null
  inboxId: Id
  inboxName: string
}

export function toBroadcast({ plan, inboxId, inboxName, ...row }: BroadcastRow): Broadcast {
  return {
    ...row,
    inbox: { id: inboxId, name: inboxName },
    template: decode<Plan>(plan).template,
    startsAt: row.startsAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}

const GET = statement(`select ${BROADCAST_COLUMNS} ${BROADCAST_FROM} where b.org_id = $1 and b.id = $2`)

/** @throws AppError `not_found` */
export async function getBroadcast(tx: OrgTx, id: Id): Promise<Broadcast> {
  const { rows } = await tx.query<BroadcastRow>(GET, [tx.orgId, id])
  if (!rows[0]) throw new AppError('not_found', 'There is no such broadcast.')
  return toBroadcast(rows[0])
}

const UNDER_WAY = `
  select id, inbox_id as "inboxId", template_id as "templateId", status, plan, audience,
         per_minute as "perMinute", starts_at as "startsAt", gathered_to as "gatheredTo",
         gathered_at is not null as "isGathered", recipients, paced_at as "pacedAt", member_id as "memberId",
         api_key_id as "apiKeyId"
  from broadcast where org_id = $1 and id = $2`
const LOCKED = statement(`${UNDER_WAY} for update`)
// Several may send at a time; who pauses or cancels waits for them, and they see it at once.
const SHARED = statement(`${UNDER_WAY} for share`)

/** A broadcast as the verbs that move it see it. */
export type UnderWay = {
  id: Id
  inboxId: Id
  templateId: Id
  status: Broadcast['status']
  plan: Plan
  audience: Audience
  perMinute: number
  startsAt: Date
  gatheredTo: Id | null
  isGathered: boolean
  recipients: number
  pacedAt: Date | null
  memberId: Id | null
  apiKeyId: Id | null
}

/** Null when there is none. `for`: what is done to it while it is locked. */
export async function lockBroadcast(tx: OrgTx, id: Id, mode: 'change' | 'send'): Promise<UnderWay | null> {
  type Row = Omit<UnderWay, 'plan' | 'audience'> & { plan: Buffer; audience: Buffer }
  const { rows } = await tx.query<Row>(mode === 'change' ? LOCKED : SHARED, [tx.orgId, id])
  const [row] = rows
  return row ? { ...row, plan: decode<Plan>(row.plan), audience: decode<Audience>(row.audience) } : null
}

const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  values ($1, $2, $3, $4, coalesce($5::timestamptz, now()))
  on conflict (org_id, id) do update set due_at = excluded.due_at`)

/** Makes it due. There is one job a broadcast, however often it is planted. */
export function plantBroadcast(orgId: Id, broadcastId: Id, at: Date | null = null): Step {
  const job: Job = { kind: 'send_broadcast', broadcastId }
  return { statement: PLANT, values: [orgId, broadcastId, job.kind, encode(job), at] }
}

const UPROOT = statement('delete from job where org_id = $1 and id = $2')

/** Nothing is to be done for it now. The caller holds its lock. */
export async function uprootBroadcast(tx: OrgTx, broadcastId: Id): Promise<void> {
  await tx.query(UPROOT, [tx.orgId, broadcastId])
}
