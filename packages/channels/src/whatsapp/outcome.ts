import type { SendOutcome } from '../channel.ts'
import { addressesOf } from './addresses.ts'
import type { Cause } from './causes.ts'
import { causeOf, failureOf } from './errors.ts'
import { GraphError, SendResponse } from './payloads.ts'

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

  const refused = GraphError.safeParse(body)
  if (!refused.success || isGateway(status, refused.data.error)) {
    return { type: 'unknown', reason: `HTTP ${status} with an unreadable body` }
  }
  return refusal(status, refused.data.error)
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/**
 * Proxies write `{"error":{"code":502}}` too; a Graph error never repeats the HTTP status without saying
 * more.
 */
function isGateway(status: number, error: GraphError): boolean {
  return error.code === status && error.type === undefined && error.fbtrace_id === undefined
}

function refusal(status: number, error: GraphError): SendOutcome {
  const failure = failureOf(error.code, error.error_subcode)
  const cause = causeOf(error.code, error.error_subcode) ?? causeOfUnknown(status, error)
  switch (cause.consequence) {
    case 'retry_message':
      return { type: 'retry', ...failure, scope: 'message', afterMs: cause.afterMs ?? null }
    case 'retry_pair':
      return { type: 'retry', ...failure, scope: 'pair', afterMs: cause.afterMs ?? null }
    case 'retry_account':
      return { type: 'retry', ...failure, scope: 'account', afterMs: cause.afterMs ?? null }
    default:
      return { type: cause.consequence, ...failure }
  }
}

/**
 * A code that is not in Meta's list: the HTTP status and Meta's own flag say whether trying again can help.
 */
function causeOfUnknown(status: number, error: GraphError): Pick<Cause, 'consequence' | 'afterMs'> {
  if (status === 429) return { consequence: 'retry_account' }
  if (status >= 500 || error.is_transient === true) return { consequence: 'retry_message' }
  return { consequence: 'rejected' }
}
