import type { Address } from '@hilo/protocol'
import type { ChannelEvent } from '../channel.ts'
import { idOf, type Json, recordOf, textOf, timeOf } from '../meta/json.ts'
import { other } from '../meta/other.ts'
import { addressesOf, isSameAddress } from './addresses.ts'
import type { Scope } from './scope.ts'

/**
 * A contact who changed their phone number or their user id. The old address comes only from a field made for
 * it: the text around it holds the contact's own name, and a name must not decide whose conversation this is.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */

const NUMBER_CHANGED = new Set(['user_changed_number', 'customer_changed_number'])
const USER_ID_CHANGED = 'user_changed_user_id'

/** One message with what was already read of it. */
export type Item = { message: Json; externalId: string; account: string; sentAt: Date }

/** The change that a system message tells; undefined when it tells none, or no new address. */
export function readIdentityChange({ message, externalId, account, sentAt }: Item): ChannelEvent | undefined {
  const system = message.type === 'system' ? recordOf(message.system) : undefined
  const event = textOf(system?.type)
  if (!system || event === undefined || !(NUMBER_CHANGED.has(event) || event === USER_ID_CHANGED))
    return undefined

  const to = addressesOf({
    // `new_wa_id` is the name in Graph versions before 12.
    phone: system.wa_id ?? system.new_wa_id,
    userId: system.user_id,
    parentUserId: system.parent_user_id,
  })
  const old = addressesOf({
    phone: message.from ?? system.customer,
    userId: system.previous_user_id ?? message.from_user_id,
    parentUserId: system.previous_parent_user_id ?? message.from_parent_user_id,
  })
  const from = oldAddress(old, to, NUMBER_CHANGED.has(event) ? 'wa_id' : 'bsuid')
  if (to.length === 0) return undefined
  return {
    type: 'identity_changed',
    account,
    externalId,
    from,
    to,
    text: textOf(system.body) ?? event,
    sentAt,
  }
}

/**
 * One element of the field `user_id_update`. It has no id of its own: its content makes one that repeats with
 * it.
 */
export function readIdUpdate(raw: unknown, scope: Scope): ChannelEvent {
  const update = recordOf(raw)
  const userId = recordOf(update?.user_id)
  const parentUserId = recordOf(update?.parent_user_id)
  const to = addressesOf({ userId: userId?.current, parentUserId: parentUserId?.current })
  const [current] = to
  if (!update || !current) return other(scope.account, 'user_id_update:unreadable')
  if (scope.account === null) return other(null, 'user_id_update:without_account')

  const old = addressesOf({
    phone: update.wa_id,
    userId: userId?.previous,
    parentUserId: parentUserId?.previous,
  })
  const previous = idOf(userId?.previous) ?? ''
  return {
    type: 'identity_changed',
    account: scope.account,
    externalId: `user_id_update:${previous}:${current.value}`,
    from: oldAddress(old, to, 'bsuid'),
    to,
    text: textOf(update.detail) ?? 'user_id_update',
    sentAt: timeOf(update.timestamp) ?? scope.at,
  }
}

/**
 * The old address of the kind that changed, else any other; one that did not change still tells who it is.
 */
function oldAddress(old: Address[], to: Address[], changed: Address['kind']): Address | null {
  const left = old.filter((address) => !to.some((one) => isSameAddress(one, address)))
  return left.find(({ kind }) => kind === changed) ?? left[0] ?? old.at(-1) ?? null
}
