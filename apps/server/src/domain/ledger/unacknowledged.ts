import type { Id, UnacknowledgedDelivery } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { requireInbox } from '../inbox/require-inbox.ts'

const LIST = statement(`
  select d.id, d.conversation_id as "conversationId", d.author, d.external_id as "externalId",
         d.created_at as "sentAt"
  from delivery d
  where d.org_id = $1 and d.inbox_id = $2 and d.status = 'accepted' and d.id < $3
    and d.created_at < now() - interval '1 minute'
  order by d.id desc limit $4`)
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

type Row = Omit<UnacknowledgedDelivery, 'sentAt'> & { sentAt: Date }

/**
 * What the platform took from here more than a minute ago and has told nothing of since, newest first.
 *
 * @throws AppError `not_found`
 */
export async function listUnacknowledged(
  tx: OrgTx,
  { inboxId, before, limit }: { inboxId: Id; before?: Id | undefined; limit: number },
): Promise<{ deliveries: UnacknowledgedDelivery[]; next: Id | null }> {
  await requireInbox(tx, inboxId)
  const { rows } = await tx.query<Row>(LIST, [tx.orgId, inboxId, before ?? LAST, limit + 1])
  const deliveries = rows.slice(0, limit).map((row) => ({ ...row, sentAt: row.sentAt.toISOString() }))
  return { deliveries, next: rows.length > limit ? (deliveries.at(-1)?.id ?? null) : null }
}
