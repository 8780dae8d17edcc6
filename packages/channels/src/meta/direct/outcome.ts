import type { Address, Content } from '@hilo/protocol'
import type { SendOutcome } from '../../outbound.ts'
import { idOf, recordOf } from '../json.ts'
import { readRefusal } from '../refusal.ts'
import type { Platform } from './platform.ts'

/**
 * What an answer means for the message that was sent. Reactions are answered with the recipient alone: they
 * have no id. There is no idempotency key, so what may have arrived is not sent again.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes
 */
export function readOutcome(
  status: number,
  body: unknown,
  { platform: { errors, addressKind }, sent }: { platform: Platform; sent: Content | undefined },
): SendOutcome {
  const answer = status >= 200 && status < 300 ? recordOf(body) : undefined
  // What is said in public is answered with its id, what is hidden with nothing but that it is.
  const externalId = idOf(sent?.type === 'comment' ? answer?.id : answer?.message_id)
  const to = idOf(answer?.recipient_id)
  const isHidden = sent?.type === 'hide' && answer?.success === true
  const isDone = externalId !== undefined || to !== undefined || isHidden
  if (answer?.error !== undefined || !isDone) {
    return readRefusal(status, body, errors)
  }
  const recipient: Address[] = to === undefined ? [] : [{ kind: addressKind, value: to }]
  return { type: 'accepted', externalId: externalId ?? null, recipient }
}
