/** What an error of the database means for whoever asked: try again, give up, or somebody was faster. */

const UNIQUE_VIOLATION = '23505'
const LOCK_TIMEOUT = '55P03'
const CONNECTION_LOSS = new Set(['57P01', '57P02', '57P03', '08000', '08003', '08006', '53300'])
const SOCKET_LOSS = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT'])
const RETRYABLE = new Set(['40001', '40P01'])

type Coded = { code?: unknown; message?: unknown }

/** Someone else wrote the same unique row first. */
export function isUniqueViolation(error: unknown): boolean {
  return (error as Coded | null)?.code === UNIQUE_VIOLATION
}

/** The server is away or went away: whether the transaction was committed is not known. */
export function isConnectionLoss(error: unknown): boolean {
  const { code, message } = (error ?? {}) as Coded
  if (typeof code === 'string' && (CONNECTION_LOSS.has(code) || SOCKET_LOSS.has(code))) return true
  return (
    typeof message === 'string' &&
    /connection terminated|timeout exceeded when trying to connect|not queryable|Connection ended/i.test(
      message,
    )
  )
}

/** It waited longer for a lock than its connection allows. */
export function isLockTimeout(error: unknown): boolean {
  return (error as Coded | null)?.code === LOCK_TIMEOUT
}

/** Worth doing again at once: a deadlock or a serialisation failure. */
export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has(String((error as Coded | null)?.code))
}
