import { randomBytes } from 'node:crypto'
import { json } from '../http/answer.ts'
import type { Answer, Incoming } from '../http/route.ts'
import { GraphError } from './graph-error.ts'

/**
 * The uploads that show what a header will be like. What a session and a handle are of is in their names, so
 * nothing has to be kept of them.
 * https://developers.facebook.com/docs/graph-api/guides/upload
 */

const SESSION = 'upload:'

/** `POST /{app_id}/uploads` @throws GraphError 100 */
export function beginSample({ url }: Incoming): Answer {
  const { file_length: length, file_type: type } = Object.fromEntries(url.searchParams)
  if (!type || !(Number(length) > 0)) throw new GraphError(100, 'file_length and file_type are required.')
  const about = Buffer.from(JSON.stringify([type, Number(length)])).toString('base64url')
  return json(200, { id: `${SESSION}${about}` })
}

export function isSession(id: string | undefined): boolean {
  return id?.startsWith(SESSION) === true
}

/** `POST /upload:…` with the bytes. @throws GraphError 100 */
export function takeSample({ params, headers, body }: Incoming): Answer {
  const [type, length] = readSession(params.id ?? '')
  if (headers.file_offset !== '0') throw new GraphError(100, 'The header file_offset is required.')
  if (body.byteLength !== length) throw new GraphError(100, 'The file is not as long as was said.')
  const tail = randomBytes(24).toString('base64url')
  return json(200, { h: `4::${Buffer.from(type).toString('base64')}:AR${tail}` })
}

/** The type of the file that a handle is of; null when it is none. */
export function typeOfHandle(handle: unknown): string | null {
  const parts = typeof handle === 'string' ? /^4::([A-Za-z0-9+/=]+):AR/.exec(handle) : null
  return parts ? Buffer.from(parts[1] ?? '', 'base64').toString() : null
}

function readSession(id: string): [type: string, length: number] {
  try {
    const text = Buffer.from(id.slice(SESSION.length), 'base64url').toString()
    return JSON.parse(text) as [string, number]
  } catch {
    throw new GraphError(100, 'There is no such upload session.', 33)
  }
}
