import type { ChannelEvent, MessageSource } from '../../channel.ts'
import { idOf, itemsOf, type Json, recordOf, textOf, timeOf } from '../json.ts'
import { other } from '../other.ts'
import { readAccountLinking, readForm, readOptIn, readReferral } from './acts.ts'
import { readPublic } from './comments.ts'
import { readEdit, readMessage, readPostback, readReaction } from './messages.ts'
import type { Platform } from './platform.ts'
import { type Item, itemOf, type Scope } from './scope.ts'
import { readAccount, readDelivery, readHandover, readSeen } from './signals.ts'

/**
 * Walks a webhook body of Messenger or Instagram: every entry, and of each every item of `messaging`, of
 * `standby` and of `changes`, each for itself. An item that cannot be read becomes an `other` event and
 * leaves its neighbours alone.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks
 */

const FRAME = new Set(['id', 'time', 'uid', 'messaging', 'standby', 'changes', 'changed_fields'])
const ENVELOPE = new Set(['sender', 'recipient', 'timestamp'])

/** By the key that says what an item is. */
const READERS = new Map<string, (item: Item) => ChannelEvent[]>([
  ['message', readMessage],
  ['message_edit', readEdit],
  ['postback', readPostback],
  ['reaction', readReaction],
  ['read', readSeen],
  ['delivery', readDelivery],
  ['referral', readReferral],
  ['optin', readOptIn],
  ['account_linking', readAccountLinking],
  ['messaging_feedback', readForm('messaging_feedback')],
  ['game_play', readForm('game_play')],
  ['payment', readForm('payment')],
  ['pre_checkout', readForm('pre_checkout')],
  ['checkout_update', readForm('checkout_update')],
  ['pass_thread_control', readHandover('pass_thread_control', 'pass')],
  ['take_thread_control', readHandover('take_thread_control', 'take')],
  ['request_thread_control', readHandover('request_thread_control', 'request')],
  ['app_roles', readAccount('app_roles', 'app_roles')],
  ['policy_enforcement', readAccount('policy_enforcement', 'policy_enforcement')],
  ['policy-enforcement', readAccount('policy-enforcement', 'policy_enforcement')],
])

/** Messages come before statuses, so that a status never waits for a message of the same body. */
export function readEvents(platform: Platform, body: unknown, receivedAt: Date): ChannelEvent[] {
  const entries = recordOf(body)?.entry
  if (!Array.isArray(entries)) return [other(null, 'webhook:unreadable')]
  const events = entries.flatMap((raw) => {
    const entry = recordOf(raw)
    if (!entry) return [other(null, 'entry:unreadable')]
    const account = idOf(entry.id) ?? null
    return readEntry(entry, { platform, account, source: 'live', at: timeOf(entry.time) ?? receivedAt })
  })
  const isStatus = ({ type }: ChannelEvent) => type === 'status' || type === 'seen'
  return [...events.filter((event) => !isStatus(event)), ...events.filter(isStatus)]
}

/** Any of the three lists may be missing, and a standby entry has only its own. */
function readEntry(entry: Json, scope: Scope): ChannelEvent[] {
  const list = (raw: unknown, source: MessageSource) =>
    itemsOf(raw).flatMap((item) => readItem(item, { ...scope, source }))
  const events = [
    ...list(entry.messaging, 'live'),
    ...list(entry.standby, 'standby'),
    ...itemsOf(entry.changes).flatMap((change) => readChange(recordOf(change), scope)),
  ]
  for (const key of Object.keys(entry)) if (!FRAME.has(key)) events.push(other(scope.account, `entry:${key}`))
  return events.length > 0 ? events : [other(scope.account, 'entry:empty')]
}

function readItem(raw: unknown, scope: Scope): ChannelEvent[] {
  const list = scope.source === 'standby' ? 'standby' : 'messaging'
  const record = recordOf(raw)
  if (!record) return [other(scope.account, `${list}:unreadable`)]
  const item = itemOf(record, scope)
  const keys = Object.keys(record).filter((key) => !ENVELOPE.has(key))
  const events = keys.flatMap((key) => READERS.get(key)?.(item) ?? [])
  if (events.length > 0) return events
  return (keys.length > 0 ? keys : ['empty']).map((key) => other(item.account, `${list}:${key}`))
}

/** Samples that the app dashboard sends on "Test" have a message where a change should be. */
function readChange(change: Json | undefined, scope: Scope): ChannelEvent[] {
  const value = recordOf(change?.value)
  if (value && recordOf(value.sender)) return readItem(value, scope)
  const field = textOf(change?.field)
  return [field === undefined ? other(scope.account, 'change:unreadable') : readPublic(field, value, scope)]
}
