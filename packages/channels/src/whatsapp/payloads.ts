import { z } from 'zod'

/** The Graph API's answers to a send. Strict in what decides about a message, loose in everything else. */

const Recipient = z.looseObject({
  wa_id: z.unknown().optional(),
  user_id: z.unknown().optional(),
  parent_user_id: z.unknown().optional(),
})

/**
 * Taken over for sending. `message_status` may also be `held_for_quality_assessment` or `paused`: a status
 * follows.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api
 */
export const SendResponse = z.looseObject({
  messages: z.tuple([z.looseObject({ id: z.string().min(1) })]).rest(z.unknown()),
  contacts: z.array(Recipient).catch([]).optional(),
})

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
export const UploadResponse = z.looseObject({ id: z.coerce.string().min(1) })
