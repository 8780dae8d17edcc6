import type { Address, ChannelType, ContentOf } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockTogether } from '../conversation/lock.ts'
import { purposeOf } from '../permission/permission.ts'
import type { Sending } from './delivery.ts'
import { priceOf } from './price.ts'

// What rests on nothing was an answer inside of the window, which may have a price of its own.
const MARK = statement(`
  update delivery d set template_name = $3, template_language = $4,
    price = case when m.purpose is null then $5::numeric else $6::numeric end,
    price_currency = case when m.purpose is null then $7 else $8 end
  from message m
  where d.org_id = $1 and d.id = $2 and d.template_name is null and m.org_id = $1 and m.id = d.message_id`)

type Marked = { content: ContentOf<'template'>; channel: ChannelType; recipient: readonly Address[] }

/**
 * Keeps which template a delivery carries, and its price as it is listed today, if it is: what the figures of
 * templates are counted from. It is written before the platform is asked, so no crash and no quick status
 * leaves a message out; done again, it changes nothing.
 */
export async function markTemplate(
  db: Database,
  { orgId, id, conversationId }: Sending,
  { content: { name, language, category }, channel, recipient: addresses }: Marked,
): Promise<void> {
  const asked = { channel, purpose: purposeOf(category), addresses, at: new Date() }
  const [answer, begun] = [true, false].map((isWindowOpen) => priceOf({ ...asked, isWindowOpen }))
  const values = [
    ...[orgId, id, name, language, answer?.amount ?? null, begun?.amount ?? null],
    ...[answer?.currency ?? null, begun?.currency ?? null],
  ]
  await db.sharedFlight(orgId, {
    key: conversationId,
    lock: lockTogether(conversationId),
    steps: [{ statement: MARK, values }],
  })
}
