import type { ChannelEvent } from '../../channel.ts'
import { detailOf, idOf, itemsOf, recordOf, textOf, timeOf } from '../json.ts'
import { kindOf, other } from '../other.ts'
import type { Item } from './scope.ts'

/**
 * What is no message: what was delivered and seen, which app has the thread, what the platform does to the
 * account.
 */

/**
 * Messenger names a time up to which everything was seen, Instagram a message.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/message-reads
 */
export function readSeen(item: Item): ChannelEvent[] {
  const read = recordOf(item.item.read)
  const externalId = idOf(read?.mid)
  return [seen(item, 'read', externalId === undefined ? markOf(read?.watermark) : { externalId })]
}

/**
 * The messages that it names, which may be none, and the time up to which everything was delivered.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/message-deliveries
 */
export function readDelivery(item: Item): ChannelEvent[] {
  const { account, at } = item
  const delivery = recordOf(item.item.delivery)
  const statuses = itemsOf(delivery?.mids).map((raw): ChannelEvent => {
    const externalId = idOf(raw)
    if (externalId === undefined) return other(account, 'delivery:without_id')
    if (account === null) return other(null, 'delivery:without_account')
    const status = { status: 'delivered', at, opaque: null, failure: null } as const
    return { type: 'status', account, externalId, ...status }
  })
  const mark = markOf(delivery?.watermark)
  return mark || statuses.length === 0 ? [...statuses, seen(item, 'delivered', mark)] : statuses
}

type Seen = Extract<ChannelEvent, { type: 'seen' }>

function seen(item: Item, status: Seen['status'], upTo: Seen['upTo'] | undefined): ChannelEvent {
  const { account, contact, isOwn, at } = item
  const kind = status === 'read' ? 'read' : 'delivery'
  // That the business itself looked says nothing of the contact.
  if (isOwn) return other(account, `${kind}:own`)
  if (upTo === undefined) return other(account, `${kind}:unreadable`)
  if (account === null) return other(null, `${kind}:without_account`)
  if (contact.length === 0) return other(account, `${kind}:without_sender`)
  return { type: 'seen', account, contact, status, upTo, at }
}

function markOf(watermark: unknown): { at: Date } | undefined {
  const at = timeOf(watermark)
  return at && { at }
}

type Handover = Extract<ChannelEvent, { type: 'handover' }>

/**
 * Another app gave, took or asked for the thread.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messaging_handovers
 */
export function readHandover(key: string, kind: Handover['kind']): (item: Item) => ChannelEvent[] {
  return (item) => {
    const { account, contact, at } = item
    const control = recordOf(item.item[key])
    if (!control) return [other(account, `${key}:unreadable`)]
    if (account === null) return [other(null, `${key}:without_account`)]
    if (contact.length === 0) return [other(account, `${key}:without_sender`)]
    return [
      {
        type: 'handover',
        account,
        contact,
        kind,
        newOwner: idOf(control.new_owner_app_id) ?? idOf(control.requested_owner_app_id) ?? null,
        previousOwner: idOf(control.previous_owner_app_id) ?? null,
        note: textOf(control.metadata) ?? null,
        at,
      },
    ]
  }
}

/** The account was blocked or let free again, or an app has another role. */
export function readAccount(key: string, kind: string): (item: Item) => ChannelEvent[] {
  return (item) => {
    const { account, at } = item
    const detail = recordOf(item.item[key])
    if (!detail) return [other(account, `${kind}:unreadable`)]
    const action = textOf(detail.action)
    const whole = kindOf(action === undefined ? kind : `${kind}:${action}`)
    return [{ type: 'account', account, owner: null, kind: whole, detail: detailOf(detail), at }]
  }
}
