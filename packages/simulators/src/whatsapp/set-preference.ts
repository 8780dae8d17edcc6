import { tellAccount } from './change-number.ts'
import type { WhatsApp } from './world.ts'
import { numberOf, personOf } from './write-message.ts'

type Preference = { personId: string; phoneNumberId?: string | undefined; wantsMarketing: boolean }

/**
 * The person stops offers and announcements of the business in the app's own menu, or wants them again.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages/user-preferences
 */
export function setPreference(world: WhatsApp, { wantsMarketing, ...at }: Preference): void {
  const person = personOf(world, at.personId)
  const number = numberOf(world, at.phoneNumberId)
  const detail = `User requested to ${wantsMarketing ? 'resume' : 'stop'} marketing messages`
  const value = {
    messaging_product: 'whatsapp',
    metadata: {
      display_phone_number: number.displayPhoneNumber.replace(/\D/g, ''),
      phone_number_id: number.phoneNumberId,
    },
    contacts: [
      {
        profile: { name: person.name },
        ...(person.waId === null ? {} : { wa_id: person.waId }),
        ...(person.bsuid === null ? {} : { user_id: person.bsuid }),
      },
    ],
    user_preferences: [
      {
        ...(person.waId === null ? {} : { wa_id: person.waId }),
        ...(person.bsuid === null ? {} : { user_id: person.bsuid }),
        detail,
        category: 'marketing_messages',
        value: wantsMarketing ? 'resume' : 'stop',
        timestamp: Math.floor(world.clock.now() / 1000),
      },
    ],
  }
  tellAccount(world, number, { field: 'user_preferences', value })
}
