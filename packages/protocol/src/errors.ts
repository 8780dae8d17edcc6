/** Every error a client can receive, with the HTTP status it travels under. */
export const ERROR_STATUS = {
  invalid_request: 400,
  not_authenticated: 401,
  not_allowed: 403,
  not_found: 404,
  conflict: 409,
  window_closed: 422,
  opt_in_missing: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

/** What is wrong with one field of a value, so that a form can show it there. */
export type Issue = {
  readonly path: readonly (string | number)[]
  readonly message: string
  /** The same in Spanish, for who reads the dashboard in it. */
  readonly messageEs?: string
}

/** An expected failure. Its message is written for the person who will read it. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  /** Travels with the answer; empty for most errors. */
  readonly issues: readonly Issue[]

  constructor(
    code: ErrorCode,
    message: string,
    options?: { readonly cause?: unknown; readonly issues?: readonly Issue[] },
  ) {
    super(message, options)
    this.code = code
    this.issues = options?.issues ?? []
  }
}

/** States an invariant. A failure is a bug: the client sees no detail, the log sees `message`. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message)
}
