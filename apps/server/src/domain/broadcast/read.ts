import {
  type Broadcast,
  type BroadcastFigures,
  type Id,
  type Recipient,
  RecipientStatus,
} from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from '../contact/contact.ts'
import type { DeliveryFailure } from '../delivery/delivery.ts'
import {
  BROADCAST_COLUMNS,
  BROADCAST_FROM,
  type BroadcastRow,
  getBroadcast,
  toBroadcast,
} from './broadcast.ts'

const LIST = statement(`
  select ${BROADCAST_COLUMNS} ${BROADCAST_FROM} where b.org_id = $1
  order by b.created_at desc, b.id limit 100`)

/** What a recipient's row and its delivery say together. */
const STATUS = `
  case when r.status <> 'made' then r.status
    when d.status in ('pending', 'sending', 'unknown') then 'sending'
    when d.status = 'accepted' then 'sent' else d.status end`
const FROM = `
  from broadcast_recipient r
  left join message m on m.org_id = r.org_id and m.id = r.message_id
  left join delivery d on d.org_id = r.org_id and d.message_id = r.message_id and d.part = 0
  left join conversation c on c.org_id = r.org_id and c.id = m.conversation_id`
const REPLIED = 'coalesce(c.last_in_seq > m.seq, false)'

const COUNT = statement(`
  select ${STATUS} as status, r.rule, d.failure, count(*)::int as count,
         count(*) filter (where ${REPLIED})::int as replied
  ${FROM} where r.org_id = $1 and r.broadcast_id = $2 group by 1, 2, 3`)
const RECIPIENTS = statement(`
  select r.contact_id as "contactId", p.profile, r.place, ${STATUS} as status, r.rule, r.reason, d.failure,
         m.conversation_id as "conversationId", ${REPLIED} as "hasReplied", r.decided_at as "decidedAt",
         (select address from identity i where i.org_id = $1 and i.contact_id = r.contact_id
            and i.kind = 'wa_id' order by i.created_at desc limit 1) as address
  ${FROM} join contact p on p.org_id = r.org_id and p.id = r.contact_id
  where r.org_id = $1 and r.broadcast_id = $2 and r.place > $3 and ($4::text is null or ${STATUS} = $4)
  order by r.place limit $5`)

/** The last hundred broadcasts, the newest first. */
export async function listBroadcasts(tx: OrgTx): Promise<Broadcast[]> {
  const { rows } = await tx.query<BroadcastRow>(LIST, [tx.orgId])
  return rows.map(toBroadcast)
}

type Counted = {
  status: RecipientStatus
  rule: string | null
  failure: Buffer | null
  count: number
  replied: number
}

/** @throws AppError `not_found` */
export async function readBroadcast(
  tx: OrgTx,
  id: Id,
): Promise<{ broadcast: Broadcast; figures: BroadcastFigures }> {
  const broadcast = await getBroadcast(tx, id)
  const { rows } = await tx.query<Counted>(COUNT, [tx.orgId, id])
  const byStatus = Object.fromEntries(RecipientStatus.options.map((status) => [status, 0])) as Record<
    RecipientStatus,
    number
  >
  for (const { status, count } of rows) byStatus[status] += count
  const replied = rows.reduce((sum, row) => sum + row.replied, 0)
  return { broadcast, figures: { byStatus, replied, reasons: reasonsIn(rows) } }
}

function reasonsIn(rows: readonly Counted[]): BroadcastFigures['reasons'] {
  const reasons = new Map<string, BroadcastFigures['reasons'][number]>()
  for (const { status, rule, failure, count } of rows) {
    const code = status === 'failed' ? (decodeOrNull<DeliveryFailure>(failure)?.code ?? 'unknown') : rule
    if (code === null) continue
    const known = reasons.get(`${status} ${code}`) ?? { status, code, count: 0 }
    reasons.set(`${status} ${code}`, { ...known, count: known.count + count })
  }
  return [...reasons.values()].sort((a, b) => b.count - a.count)
}

type Asked = { status?: RecipientStatus | undefined; after: number; limit: number }

type Row = Omit<Recipient, 'contact' | 'code' | 'reason' | 'reasonEs' | 'decidedAt'> & {
  contactId: Id
  profile: Buffer
  address: Buffer | null
  rule: string | null
  reason: Buffer | null
  failure: Buffer | null
  decidedAt: Date | null
}

/** Who gets a broadcast, in that order. @throws AppError `not_found` */
export async function listRecipients(
  tx: OrgTx,
  broadcastId: Id,
  { status, after, limit }: Asked,
): Promise<{ recipients: Recipient[]; next: number | null }> {
  await getBroadcast(tx, broadcastId)
  const { rows } = await tx.query<Row>(RECIPIENTS, [tx.orgId, broadcastId, after, status ?? null, limit])
  const recipients = rows.map(toRecipient)
  return { recipients, next: rows.length === limit ? (rows.at(-1)?.place ?? null) : null }
}

function toRecipient({
  contactId,
  profile,
  address,
  rule,
  reason,
  failure,
  decidedAt,
  ...row
}: Row): Recipient {
  const failed = row.status === 'failed' ? decodeOrNull<DeliveryFailure>(failure) : null
  return {
    ...row,
    contact: {
      id: contactId,
      name: decode<Profile>(profile).name ?? null,
      address: decodeOrNull<string>(address),
    },
    code: failed?.code ?? rule,
    reason: failed?.reason ?? decodeOrNull<string>(reason),
    reasonEs: null,
    decidedAt: decidedAt?.toISOString() ?? null,
  }
}
