/** Everything that can be wrong with an answer. */
export const FAILURE_CODES = [
  'empty',
  'no_citation',
  'unknown_citation',
  'bad_citation',
  'unsupported_url',
  'unsupported_email',
  'unsupported_date',
  'unsupported_price',
  'unsupported_number',
  'unsupported_code',
  'unsupported_sentence',
  'not_done',
  'wrong_language',
] as const
export type FailureCode = (typeof FAILURE_CODES)[number]
export type Failure = { readonly code: FailureCode; readonly what: string }

/** The same code for each of them. */
export function missing(code: FailureCode, list: readonly string[]): Failure[] {
  return list.map((what) => ({ code, what: what.slice(0, 200) }))
}
