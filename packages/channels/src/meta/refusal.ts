import type { SendOutcome } from '../outbound.ts'
import { ownReason } from '../own-reasons.ts'
import type { Cause } from './cause.ts'
import { causeIn, type ErrorTable, failureIn } from './errors.ts'
import { GraphError } from './graph-error.ts'

/**
 * What an answer that is no acceptance means. Only a well-formed Graph error is a refusal; after anything
 * else, a gateway's page or half an answer, the message may already be on the contact's phone.
 */
export function readRefusal(status: number, body: unknown, table: ErrorTable): SendOutcome {
  const refused = GraphError.safeParse(body)
  if (!refused.success || isGateway(status, refused.data.error)) {
    return { type: 'unknown', reason: ownReason('unreadable', { status }) }
  }
  return refusal(status, refused.data.error, table)
}

/**
 * Proxies write `{"error":{"code":502}}` too; a Graph error never repeats the HTTP status without saying
 * more.
 */
function isGateway(status: number, error: GraphError): boolean {
  return error.code === status && error.type === undefined && error.fbtrace_id === undefined
}

function refusal(status: number, error: GraphError, table: ErrorTable): SendOutcome {
  const failure = failureIn(table, error.code, error.error_subcode)
  const cause = causeIn(table, error.code, error.error_subcode) ?? causeOfUnknown(status, error)
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
