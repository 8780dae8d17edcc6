/** Every error a client can receive, with the HTTP status it travels under. */
export const ERROR_STATUS = {
  invalid_request: 400,
  not_authenticated: 401,
  not_allowed: 403,
  not_found: 404,
  conflict: 409,
  window_closed: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

/** An expected failure. Its message is written for the person who will read it. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

/** States an invariant. A failure is a bug: the client sees no detail, the log sees `message`. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message)
}
