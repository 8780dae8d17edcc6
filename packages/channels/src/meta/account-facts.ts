import type { ChannelEvent } from '../channel.ts'
import { type Json, recordOf, textOf } from './json.ts'

/**
 * What an account event says of the state of an account, in words that all channels share. The newest of a
 * name holds. Events that say nothing lasting give none.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update
 */

type FactName =
  /** How people like what the number sends: `green`, `yellow`, `red`, `flagged`, `unflagged`. */
  | 'quality'
  /** How many people may be written to first in a day; `unlimited`. */
  | 'messaging_limit'
  | 'throughput'
  /** `ok`, `restricted`, `violation`, `ban_scheduled`, `banned`, `deleted`. */
  | 'account'
  /** Whether events and calls of the app still reach the account: `ok`, `lost`. */
  | 'access'
  | 'review'
  | 'display_name'
  | 'alert'

export type Fact = { name: FactName; value: string; detail: Readonly<Record<string, unknown>> }

type AccountEvent = Extract<ChannelEvent, { type: 'account' }>
type Told = readonly [FactName, string | undefined]

const ACCOUNT_UPDATES = new Map<string, Told>([
  ['ACCOUNT_RESTRICTION', ['account', 'restricted']],
  ['ACCOUNT_VIOLATION', ['account', 'violation']],
  ['ACCOUNT_DELETED', ['account', 'deleted']],
  ['ACCOUNT_OFFBOARDED', ['access', 'lost']],
  ['PARTNER_REMOVED', ['access', 'lost']],
  ['PARTNER_APP_UNINSTALLED', ['access', 'lost']],
  ['ACCOUNT_RECONNECTED', ['access', 'ok']],
  ['PARTNER_ADDED', ['access', 'ok']],
  ['PARTNER_APP_INSTALLED', ['access', 'ok']],
])
const BANS = new Map([
  ['DISABLE', 'banned'],
  ['SCHEDULE_FOR_DISABLE', 'ban_scheduled'],
  ['REINSTATE', 'ok'],
])
const POLICY = new Map([
  ['block', 'restricted'],
  ['unblock', 'ok'],
])
const VALUE_MAX_LENGTH = 64

export function accountFacts({ kind, detail }: AccountEvent): Fact[] {
  const [field = ''] = kind.split(':')
  return told(field, detail).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: value.slice(0, VALUE_MAX_LENGTH), detail }],
  )
}

function told(field: string, detail: Json): Told[] {
  const event = textOf(detail.event) ?? ''
  switch (field) {
    case 'phone_number_quality_update':
      return [...qualityOf(event, detail), ['messaging_limit', limitOf(detail)]]
    case 'business_capability_update':
      return [['messaging_limit', limitOf(detail)]]
    case 'account_update':
      return event === 'DISABLED_UPDATE'
        ? [['account', banOf(detail)]]
        : [ACCOUNT_UPDATES.get(event) ?? ['account', undefined]]
    case 'account_review_update':
      return [['review', lower(detail.decision)]]
    case 'phone_number_name_update':
      return [['display_name', lower(detail.decision)]]
    case 'account_alerts':
      return [['alert', alertOf(recordOf(detail.alert_info) ?? detail)]]
    case 'policy_enforcement':
      return [['account', POLICY.get(textOf(detail.action) ?? '')]]
    default:
      return []
  }
}

function qualityOf(event: string, detail: Json): Told[] {
  const score = lower(detail.new_quality_score) ?? lower(detail.quality_rating)
  if (score !== undefined) return [['quality', score]]
  if (event === 'FLAGGED' || event === 'UNFLAGGED') return [['quality', event.toLowerCase()]]
  return event === 'THROUGHPUT_UPGRADE' ? [['throughput', 'high']] : []
}

function banOf(detail: Json): string | undefined {
  const state = recordOf(detail.ban_info)?.waba_ban_state
  return BANS.get(textOf(Array.isArray(state) ? state[0] : state) ?? '')
}

/** In later versions a number a business, in older ones a tier or a number a phone. */
function limitOf(detail: Json): string | undefined {
  const limit =
    textOf(detail.max_daily_conversations_per_business) ??
    textOf(detail.current_limit) ??
    textOf(detail.max_daily_conversation_per_phone)
  if (limit === undefined) return undefined
  return limit === '-1' || /UNLIMITED/i.test(limit) ? 'unlimited' : limit.replace(/^TIER_/i, '').toLowerCase()
}

function alertOf(info: Json): string | undefined {
  return lower(info.alert_type) ?? lower(info.alert_severity)
}

function lower(value: unknown): string | undefined {
  return textOf(value)?.toLowerCase()
}
