import type { ChannelEvent } from '../channel.ts'
import { itemsOf, type Json, numberOf, recordOf, textOf, timeOf } from '../meta/json.ts'
import { other } from '../meta/other.ts'
import { addressesOf, isSameAddress } from './addresses.ts'
import { failureOf } from './errors.ts'
import { readMessage } from './messages.ts'
import type { Scope } from './scope.ts'

/**
 * What a number tells that is used by the API and the business's phone app at once: what was said before it
 * was connected, and the app's address book.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup/onboarding-business-app-users
 */

/**
 * Messages of the months before. A thread is named after its contact; whatever the business's own number sent
 * in it is an echo. Files follow in changes of their own, outside of the threads.
 */
export function readHistory(value: Json | undefined, scope: Scope): ChannelEvent[] {
  const chunks = itemsOf(value?.history).flatMap((raw) => readChunk(recordOf(raw), scope))
  const files = itemsOf(value?.messages).map((raw) => readPast(raw, undefined, scope))
  const events = [...chunks, ...files]
  return events.length > 0 ? events : [other(scope.account, 'history')]
}

function readChunk(chunk: Json | undefined, scope: Scope): ChannelEvent[] {
  if (!chunk) return [other(scope.account, 'history:unreadable')]
  const messages = itemsOf(chunk.threads).flatMap((raw) => {
    const thread = recordOf(raw)
    if (!thread) return [other(scope.account, 'history:unreadable')]
    return itemsOf(thread.messages).map((message) => readPast(message, thread, scope))
  })
  return [...readProgress(chunk, scope), ...messages]
}

/** Errors come in place of messages: the business may decline to share what was said. */
function readProgress(chunk: Json, { account, at }: Scope): ChannelEvent[] {
  const errors = itemsOf(chunk.errors)
  const metadata = recordOf(chunk.metadata)
  const [phase, progress] = [wholeOf(metadata?.phase, 9), wholeOf(metadata?.progress, 100)]
  if (errors.length === 0 && phase === null && progress === null) return []
  if (account === null) return [other(null, 'history:without_account')]
  const [error] = errors
  const failure = error === undefined ? null : failureOf(numberOf(recordOf(error)?.code))
  return [{ type: 'history_progress', account, phase, progress, failure, at }]
}

function wholeOf(raw: unknown, max: number): number | null {
  const number = numberOf(raw)
  return number === undefined ? null : Math.max(0, Math.min(max, Math.round(number)))
}

function readPast(raw: unknown, thread: Json | undefined, scope: Scope): ChannelEvent {
  const message = recordOf(raw)
  if (!message) return other(scope.account, 'history:unreadable')
  const business = { kind: 'wa_id', value: scope.businessPhone ?? '' } as const
  const isOwn = addressesOf({ phone: message.from }).some((address) => isSameAddress(address, business))
  const person = recordOf(thread?.context)
  const phone = person?.wa_id ?? thread?.id
  const userId = person?.user_id
  const whole = isOwn
    ? { ...message, to: message.to ?? phone, to_user_id: message.to_user_id ?? userId }
    : { ...message, from: message.from ?? phone, from_user_id: message.from_user_id ?? userId }
  return readMessage(whole, scope, isOwn ? 'echo' : 'message')
}

/** What the app's address book calls a contact; removed when they are no longer in it. */
export function readContactSync(value: Json | undefined, scope: Scope): ChannelEvent[] {
  const events = itemsOf(value?.state_sync).map((raw) => readSynced(recordOf(raw), scope))
  return events.length > 0 ? events : [other(scope.account, 'smb_app_state_sync')]
}

function readSynced(item: Json | undefined, { account, at }: Scope): ChannelEvent {
  const person = item?.type === 'contact' ? recordOf(item.contact) : undefined
  if (!person) return other(account, `smb_app_state_sync:${textOf(item?.type) ?? 'unreadable'}`)
  const contact = addressesOf({ phone: person.phone_number, userId: person.user_id })
  if (contact.length === 0) return other(account, 'smb_app_state_sync:without_address')
  if (account === null) return other(null, 'smb_app_state_sync:without_account')
  return {
    type: 'contact_synced',
    account,
    contact,
    name: textOf(person.full_name) ?? textOf(person.first_name) ?? null,
    removed: item?.action === 'remove',
    at: timeOf(recordOf(item?.metadata)?.timestamp) ?? at,
  }
}
