import { AppError, ERROR_STATUS } from '@hilo/protocol'
import type { Answer, Incoming } from './route.ts'

/** An answer of JSON. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  const type = { 'content-type': 'application/json; charset=utf-8' }
  return { type: 'answer', status, headers: { ...type, ...headers }, body: JSON.stringify(value) }
}

/** An answer of another media type. */
export function bytes(
  contentType: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Answer {
  return { type: 'answer', status: 200, headers: { 'content-type': contentType, ...headers }, body }
}

/** What a caller sees of an error: its own words for an expected one, none of the inside for a bug. */
export function errorAnswer(error: unknown): Answer {
  if (error instanceof AppError) {
    return json(ERROR_STATUS[error.code], { code: error.code, message: error.message })
  }
  process.stderr.write(`simulators: ${error instanceof Error ? error.stack : String(error)}\n`)
  return json(500, { code: 'internal', message: 'The simulator failed. Its log says why.' })
}

/**
 * The JSON object of a request.
 *
 * @throws AppError `invalid_request` for anything else, and for a body that is not declared as JSON: a page
 * of another origin can send such a body only after a preflight, which no route here grants.
 */
export function readJson(request: Incoming): unknown {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json\b/i.test(type)) {
    throw new AppError('invalid_request', 'Send JSON, with the content type application/json.')
  }
  try {
    return JSON.parse(request.body.toString('utf8'))
  } catch (cause) {
    throw new AppError('invalid_request', 'The body is no JSON.', { cause })
  }
}
