import type { ChannelEvent } from '../channel.ts'
import { idOf, listOf, numberOf, recordOf, textOf, timeOf } from '../meta/json.ts'
import { other } from '../meta/other.ts'
import { failureOf } from './errors.ts'
import type { Scope } from './scope.ts'

type Status = Extract<ChannelEvent, { type: 'status' }>['status']

// A voice message that was played was read. `deleted` and `warning` of older versions change nothing that is
// shown.
const STATUS = new Map<string, Status>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
])

/**
 * One element of `statuses`. They arrive in any order and for messages that were never sent from here: the
 * reader of these events keeps the furthest one.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
 */
export function readStatus(raw: unknown, scope: Scope): ChannelEvent {
  const item = recordOf(raw)
  if (!item) return other(scope.account, 'status:unreadable')
  if (item.recipient_type === 'group') return other(scope.account, 'group:status')
  const name = textOf(item.status)
  const status = STATUS.get(name ?? '')
  if (!status) return other(scope.account, `status:${name ?? 'unreadable'}`)
  const externalId = idOf(item.id)
  if (externalId === undefined) return other(scope.account, 'status:without_id')
  if (scope.account === null) return other(null, 'status:without_account')
  const error = recordOf(listOf(item.errors)[0])
  return {
    type: 'status',
    account: scope.account,
    externalId,
    status,
    at: timeOf(item.timestamp) ?? scope.at,
    opaque: textOf(item.biz_opaque_callback_data) ?? null,
    failure: status === 'failed' ? failureOf(numberOf(error?.code), numberOf(error?.error_subcode)) : null,
  }
}
