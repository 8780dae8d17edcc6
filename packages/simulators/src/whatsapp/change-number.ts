import type { Fields } from '../meta/fields.ts'
import { type BusinessNumber, MESSAGING_LIMITS, type WhatsApp } from './world.ts'
import { numberOf } from './write-message.ts'

export const QUALITIES = ['GREEN', 'YELLOW', 'RED'] as const

export type NumberChange = {
  phoneNumberId?: string | undefined
  quality?: (typeof QUALITIES)[number] | undefined
  messagingLimit?: (typeof MESSAGING_LIMITS)[number] | undefined
}

/** Changes how Meta sees a number, and tells the server by the webhooks of it. */
export function changeNumber(
  world: WhatsApp,
  { phoneNumberId, quality, messagingLimit }: NumberChange,
): BusinessNumber {
  const number = numberOf(world, phoneNumberId)
  const wasRed = number.quality === 'RED'
  if (quality) number.quality = quality
  if (messagingLimit) {
    const was = MESSAGING_LIMITS.indexOf(limitOf(number))
    number.messagingLimit = messagingLimit
    const event = MESSAGING_LIMITS.indexOf(messagingLimit) < was ? 'DOWNGRADE' : 'UPGRADE'
    tellAccount(world, number, { field: 'phone_number_quality_update', value: qualityOf(number, event) })
  }
  if (quality && wasRed !== (quality === 'RED')) {
    const event = quality === 'RED' ? 'FLAGGED' : 'UNFLAGGED'
    tellAccount(world, number, { field: 'phone_number_quality_update', value: qualityOf(number, event) })
  }
  world.state.changed()
  return number
}

/** How many people a number may write to first in a day. */
export function limitOf({ messagingLimit = 'TIER_2K' }: BusinessNumber): (typeof MESSAGING_LIMITS)[number] {
  return messagingLimit
}

function qualityOf(number: BusinessNumber, event: string): Fields {
  const display = number.displayPhoneNumber.replace(/\D/g, '')
  return { display_phone_number: display, event, current_limit: limitOf(number) }
}

/** A webhook about the account, not about a message. */
export function tellAccount(
  world: WhatsApp,
  { phoneNumberId, wabaId }: BusinessNumber,
  change: { field: string; value: Fields },
): void {
  const time = Math.floor(world.clock.now() / 1000)
  const body = { object: 'whatsapp_business_account', entry: [{ id: wabaId, time, changes: [change] }] }
  world.webhooks.push(`raw ${phoneNumberId}`, { kind: 'raw', phoneNumberId, body })
}
