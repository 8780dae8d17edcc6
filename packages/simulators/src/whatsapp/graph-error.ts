import { randomBytes } from 'node:crypto'
import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import type { StatusError } from './world.ts'

/** A refusal of the Graph API. It is thrown while a call is checked and becomes its answer. */
export class GraphError extends Error {
  override readonly name = 'GraphError'
  readonly code: number
  readonly subcode: number | null

  /** `details` is the sentence under `error_data`. */
  constructor(code: number, details: string, subcode: number | null = null) {
    super(details)
    this.code = code
    this.subcode = subcode
  }
}

// https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
const KNOWN: Record<number, { status: number; title: string }> = {
  100: { status: 400, title: 'Invalid parameter' },
  190: { status: 401, title: 'Invalid OAuth access token' },
  130429: { status: 429, title: 'Rate limit hit' },
  131000: { status: 500, title: 'Something went wrong' },
  131008: { status: 400, title: 'Required parameter is missing' },
  131009: { status: 400, title: 'Parameter value is not valid' },
  131021: { status: 400, title: 'Recipient cannot be sender' },
  131026: { status: 400, title: 'Message undeliverable' },
  131047: { status: 400, title: 'Re-engagement message' },
  131051: { status: 400, title: 'Unsupported message type' },
  131053: { status: 400, title: 'Media upload error' },
  131056: { status: 400, title: '(Business Account, Consumer Account) pair rate limit hit' },
  132000: { status: 400, title: 'Number of parameters does not match the expected number of params' },
  132001: { status: 404, title: 'Template name does not exist in the translation' },
  132012: { status: 400, title: 'Parameter format does not match format in the created template' },
  132015: { status: 400, title: 'Template is paused' },
  132016: { status: 400, title: 'Template is disabled' },
  132018: { status: 400, title: 'There is an issue with the parameters in your template' },
}

/** What Graph says in `error_data.details` of the refusals that depend on more than the request. */
export const FAULT_DETAILS: Record<string, string> = {
  131026: 'Message undeliverable.',
  131047: 'More than 24 hours have passed since the recipient last replied to the sender number.',
  131053: 'Unable to upload the media used in the message.',
  131056: 'Too many messages sent from this phone number to the same phone number in a short period of time.',
  130429: 'Cloud API message throughput has been reached.',
}

const TITLE_UNKNOWN = { status: 400, title: 'Invalid request' }

/** The answer in which Graph puts a refusal. */
export function graphErrorAnswer(error: GraphError): Answer {
  const { status, title } = KNOWN[error.code] ?? TITLE_UNKNOWN
  const isPlain = error.code === 190 || error.subcode !== null
  return json(status, {
    error: {
      message: isPlain ? error.message : `(#${error.code}) ${title}`,
      type: error.code === 100 && error.subcode !== null ? 'GraphMethodException' : 'OAuthException',
      code: error.code,
      ...(error.subcode === null ? {} : { error_subcode: error.subcode }),
      ...(isPlain ? {} : { error_data: { messaging_product: 'whatsapp', details: error.message } }),
      fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
    },
  })
}

/** The same refusal as it stands in a `failed` status. */
export function statusError(code: number, details: string): StatusError {
  const { title } = KNOWN[code] ?? TITLE_UNKNOWN
  return { code, title, message: title, error_data: { details } }
}
