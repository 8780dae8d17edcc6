import { z } from 'zod'
import { GraphError } from '../graph-error.ts'

/** How Graph answered a question that is asked while an account is connected. */
export type SetupAnswer<T> =
  | { type: 'ok'; value: T }
  /** `message` is Meta's own, for people who set the app up; nothing is decided by it. */
  | { type: 'refused'; code: number; subcode: number | null; message: string }
  /** Nothing that means anything came back: it may be asked again. */
  | { type: 'away'; reason: string }

/** `api.instagram.com` has errors of its own form. */
const LoginError = z.looseObject({ error_type: z.string(), code: z.number(), error_message: z.string() })
const Message = z.looseObject({ error: z.looseObject({ message: z.string() }) })
const MESSAGE_MAX = 300

/** What an answer says, where it has the shape that was asked for. */
export function readSetup<T>(status: number, body: unknown, shape: z.ZodType<T>): SetupAnswer<T> {
  if (status >= 200 && status < 300) {
    const value = shape.safeParse(body)
    if (value.success) return { type: 'ok', value: value.data }
    return { type: 'away', reason: `HTTP ${status} with an answer that cannot be read` }
  }
  const login = LoginError.safeParse(body)
  if (login.success) {
    const message = login.data.error_message.slice(0, MESSAGE_MAX)
    return { type: 'refused', code: login.data.code, subcode: null, message }
  }
  const refused = GraphError.safeParse(body)
  if (!refused.success || status >= 500) return { type: 'away', reason: `HTTP ${status}` }
  const { code, error_subcode: subcode = null } = refused.data.error
  const said = Message.safeParse(body)
  const message = said.success ? said.data.error.message.slice(0, MESSAGE_MAX) : `Code ${code}`
  return { type: 'refused', code, subcode, message }
}

const TOKEN_CODES = new Set([0, 102, 104, 190])

/** True when the platform does not take the token any more: a person has to give another. */
export function isTokenRefused(code: number | string): boolean {
  return TOKEN_CODES.has(Number(code))
}
