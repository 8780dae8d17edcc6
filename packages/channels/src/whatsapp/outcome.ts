import { readRefusal } from '../meta/refusal.ts'
import type { SendOutcome } from '../outbound.ts'
import { addressesOf } from './addresses.ts'
import { WHATSAPP_ERRORS } from './errors.ts'
import { SendResponse } from './payloads.ts'

/**
 * What an answer means for the message that was sent. Only a well-formed Graph error is a refusal. After
 * anything else, a gateway's page or half an answer, the message may already be on the contact's phone:
 * WhatsApp has no idempotency key, so it must not be sent again before a status names it.
 */
export function readOutcome(status: number, body: unknown): SendOutcome {
  const accepted = isSuccess(status) ? SendResponse.safeParse(body) : undefined
  if (accepted?.success) {
    const contact = accepted.data.contacts?.[0]
    const recipient = addressesOf({
      phone: contact?.wa_id,
      userId: contact?.user_id,
      parentUserId: contact?.parent_user_id,
    })
    return { type: 'accepted', externalId: accepted.data.messages[0].id, recipient }
  }

  return readRefusal(status, body, WHATSAPP_ERRORS)
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}
