import type { ChannelEvent } from '../channel.ts'
import { detailOf, type Json, recordOf, textOf, timeOf } from '../meta/json.ts'
import { kindOf, other } from '../meta/other.ts'
import { addressesOf, personOf } from './addresses.ts'
import type { Scope } from './scope.ts'

/**
 * What happens to the WhatsApp business account: to its numbers, limits, and to the wishes of its
 * contacts about marketing. Most of it names the business account and no number.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
 */

const FIELDS = new Set([
  'account_alerts',
  'account_review_update',
  'account_settings_update',
  'account_update',
  'business_capability_update',
  'business_username_update',
  'business_username_updates',
  'flows',
  'partner_solutions',
  'payment_configuration_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
  'user_preferences',
])

/** A change of any field that has no reader of its own; one that nobody knows is kept by name. */
export function readAccount(field: string, value: Json | undefined, scope: Scope): ChannelEvent[] {
  const event = textOf(value?.event)
  const kind = event === undefined ? field : `${field}:${event}`
  if (!FIELDS.has(field)) return [other(scope.account, kind)]
  const { account, owner, at } = scope
  const tell = (what: string, detail: unknown): ChannelEvent => ({
    type: 'account',
    account,
    owner,
    kind: kindOf(what),
    detail: detailOf(detail),
    at,
  })
  const preferences = field === 'user_preferences' ? value?.user_preferences : undefined
  if (!Array.isArray(preferences) || preferences.length === 0) return [tell(kind, value)]
  // One event each, so that the wish of one contact is not lost behind that of another.
  return preferences.map(
    (raw) =>
      readPreference(recordOf(raw), scope) ??
      tell(`${field}:${textOf(recordOf(raw)?.value) ?? 'unreadable'}`, raw),
  )
}

/** `signup` is by a link that promises marketing. */
const WANTS = new Map([
  ['stop', false],
  ['resume', true],
  ['signup', true],
])

/** The category has been left out, and there is no other. */
function readPreference(item: Json | undefined, { account, owner, contacts, at }: Scope) {
  const wants = WANTS.get(textOf(item?.value) ?? '')
  const category = textOf(item?.category) ?? 'marketing_messages'
  const own = addressesOf({ phone: item?.wa_id, userId: item?.user_id, parentUserId: item?.parent_user_id })
  if (wants === undefined || own.length === 0 || category !== 'marketing_messages') return null
  return {
    ...{ type: 'preference' as const, account, owner, wants, at: timeOf(item?.timestamp) ?? at },
    contact: personOf(own, contacts)?.addresses ?? own,
    detail: textOf(item?.detail) ?? textOf(item?.value) ?? '',
  }
}
