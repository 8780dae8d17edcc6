import type { Address } from '@hilo/protocol'
import type { SendOutcome } from '../../outbound.ts'
import { idOf, recordOf } from '../json.ts'
import { readRefusal } from '../refusal.ts'
import type { Platform } from './platform.ts'

/**
 * What an answer means for the message that was sent. Reactions are answered with the recipient alone: they
 * have no id. There is no idempotency key, so what may have arrived is not sent again.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes
 */
export function readOutcome(status: number, body: unknown, { errors, addressKind }: Platform): SendOutcome {
  const answer = status >= 200 && status < 300 ? recordOf(body) : undefined
  const externalId = idOf(answer?.message_id)
  const to = idOf(answer?.recipient_id)
  if (answer?.error !== undefined || (externalId === undefined && to === undefined)) {
    return readRefusal(status, body, errors)
  }
  const recipient: Address[] = to === undefined ? [] : [{ kind: addressKind, value: to }]
  return { type: 'accepted', externalId: externalId ?? null, recipient }
}
