import { randomBytes } from 'node:crypto'
import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { REFUSALS } from './refusals.ts'
import type { StatusError } from './world.ts'

/** A refusal of the Graph API. It is thrown while a call is checked and becomes its answer. */
export class GraphError extends Error {
  override readonly name = 'GraphError'
  readonly code: number
  readonly subcode: number | null
  readonly userWords: string | null

  /** `details` is the sentence under `error_data`; a subcode may bring words for people along. */
  constructor(
    code: number,
    details: string,
    more: number | null | [subcode: number, userWords: string] = null,
  ) {
    const [subcode, userWords] = Array.isArray(more) ? more : [more, null]
    super(details)
    this.code = code
    this.subcode = subcode
    this.userWords = userWords
  }
}

/** The refusal called `kind`, as `code` or `code_subcode`, with what Graph says by default. */
export function refusal(kind: string): GraphError {
  const [code, subcode] = kind.split('_')
  const details = REFUSALS[kind]?.details ?? REFUSALS[kind]?.title ?? ''
  return new GraphError(Number(code), details, subcode === undefined ? null : Number(subcode))
}

const TITLE_UNKNOWN = { status: 400, title: 'Invalid request' }

/** The answer in which Graph puts a refusal. */
export function graphErrorAnswer(error: GraphError): Answer {
  const { status, title } = REFUSALS[error.code] ?? TITLE_UNKNOWN
  const isPlain = error.code === 190 || error.subcode !== null
  return json(status, {
    error: {
      message: isPlain ? error.message : `(#${error.code}) ${title}`,
      type: error.code === 100 && error.subcode !== null ? 'GraphMethodException' : 'OAuthException',
      code: error.code,
      ...(error.subcode === null ? {} : { error_subcode: error.subcode }),
      ...(error.userWords === null ? {} : { error_user_title: title, error_user_msg: error.userWords }),
      ...(isPlain ? {} : { error_data: { messaging_product: 'whatsapp', details: error.message } }),
      fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
    },
  })
}

/** The same refusal as it stands in a `failed` status. */
export function statusError(code: number, details: string): StatusError {
  const { title } = REFUSALS[code] ?? TITLE_UNKNOWN
  return { code, title, message: title, error_data: { details } }
}
