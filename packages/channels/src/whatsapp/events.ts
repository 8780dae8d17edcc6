import type { ChannelEvent } from '../channel.ts'
import { idOf, itemsOf, type Json, recordOf, textOf, timeOf } from '../meta/json.ts'
import { other } from '../meta/other.ts'
import { readAccount } from './account.ts'
import { readContacts } from './addresses.ts'
import { readContactSync, readHistory } from './coexistence.ts'
import { readIdUpdate } from './identity.ts'
import { readMessage } from './messages.ts'
import type { Scope } from './scope.ts'
import { readStatus } from './statuses.ts'
import { isTemplateField, readTemplateChange } from './template-changes.ts'

/**
 * Walks a webhook body: every entry, change, message and status, each for itself. An item that cannot be read
 * becomes an `other` event and leaves its neighbours alone. What the items mean is read elsewhere.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference
 */

// What frames a change of the fields `messages`, `smb_message_echoes` and `standby`; anything else in it is
// counted by name.
const FRAME = new Set([
  'messaging_product',
  'metadata',
  'contacts',
  'messages',
  'message_echoes',
  'statuses',
  'errors',
])

/** Messages come before statuses, so that a status never waits for a message of the same body. */
export function readEvents(body: unknown, receivedAt: Date): ChannelEvent[] {
  const entries = recordOf(body)?.entry
  if (!Array.isArray(entries)) return [other(null, 'webhook:unreadable')]
  const events = entries.flatMap((entry) => readEntry(recordOf(entry), receivedAt))
  const isStatus = (event: ChannelEvent) => event.type === 'status'
  if (!events.some(isStatus)) return events
  return [...events.filter((event) => !isStatus(event)), ...events.filter(isStatus)]
}

function readEntry(entry: Json | undefined, receivedAt: Date): ChannelEvent[] {
  if (!entry || !Array.isArray(entry.changes)) return [other(null, 'entry:unreadable')]
  const at = timeOf(entry.time) ?? receivedAt
  const owner = idOf(entry.id) ?? null
  return entry.changes.flatMap((raw) => {
    const change = recordOf(raw)
    const field = textOf(change?.field)
    // These are about the whole account, which only the entry names.
    return field !== undefined && isTemplateField(field)
      ? [readTemplateChange(field, recordOf(change?.value), owner)]
      : readChange(change, { owner, at })
  })
}

function readChange(change: Json | undefined, entry: Pick<Scope, 'owner' | 'at'>): ChannelEvent[] {
  const value = recordOf(change?.value)
  const scope = { ...scopeOf(value), ...entry }
  // A change that forgot its name but carries messages is still a contact who writes.
  const field = textOf(change?.field) ?? (value?.messages === undefined ? undefined : 'messages')
  switch (field) {
    case undefined:
      return [other(scope.account, 'change:unreadable')]
    case 'messages':
    case 'smb_message_echoes':
      return value ? readMessaging(field, value, scope) : [other(null, `${field}:unreadable`)]
    case 'standby':
      // While Meta's own agent has a thread; answering would take it over.
      return readMessaging(field, value ?? {}, { ...scope, source: 'standby' })
    case 'history':
      return readHistory(value, { ...scope, source: 'history' })
    case 'smb_app_state_sync':
      return readContactSync(value, scope)
    case 'user_id_update':
      return readIdUpdates(value, scope)
    default:
      return readAccount(field, value, scope)
  }
}

function scopeOf(value: Json | undefined): Omit<Scope, 'owner' | 'at'> {
  const metadata = recordOf(value?.metadata)
  return {
    account: idOf(metadata?.phone_number_id) ?? null,
    businessPhone: textOf(metadata?.display_phone_number)?.replace(/[^0-9]/g, ''),
    contacts: readContacts(value?.contacts),
    errors: value?.errors,
    source: 'live',
  }
}

function readMessaging(field: string, value: Json, scope: Scope): ChannelEvent[] {
  const events = [
    ...itemsOf(value.messages).map((item) => readMessage(item, scope, 'message')),
    ...itemsOf(value.message_echoes).map((item) => readMessage(item, scope, 'echo')),
    ...itemsOf(value.statuses).map((item) => readStatus(item, scope)),
    ...itemsOf(value.errors).map((item) => readError(item, scope)),
  ]
  for (const key of Object.keys(value)) {
    if (!FRAME.has(key)) events.push(other(scope.account, `${field}:${key}`))
  }
  return events.length > 0 ? events : [other(scope.account, `${field}:empty`)]
}

/**
 * An error that concerns no message that was sent; what it means for one that came is read with the message.
 */
function readError(error: unknown, { account }: Scope): ChannelEvent {
  return other(account, `error:${textOf(recordOf(error)?.code) ?? 'unreadable'}`)
}

function readIdUpdates(value: Json | undefined, scope: Scope): ChannelEvent[] {
  const updates = itemsOf(value?.user_id_update)
  return updates.length > 0
    ? updates.map((update) => readIdUpdate(update, scope))
    : [other(scope.account, 'user_id_update')]
}
