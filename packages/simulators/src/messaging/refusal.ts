/**
 * The refusals of the Send API by code and subcode, with what Graph says, and the answer they become.
 * https://developers.facebook.com/docs/messenger-platform/error-codes
 */
import { randomBytes } from 'node:crypto'
import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { GraphError } from '../whatsapp/graph-error.ts'
import type { Traits } from './traits.ts'

type Known = { status: number; message: string; type?: string }

const EXPIRED = 'Error validating access token: Session has expired'
const NOT_THERE =
  'Object with ID does not exist, cannot be loaded due to missing permissions, ' +
  'or does not support this operation'

const SHARED: Record<string, Known> = {
  0: { status: 401, message: 'The app user could not be authenticated.', type: 'OAuthException' },
  1: { status: 500, message: 'An unknown error occurred' },
  2: { status: 500, message: 'Service temporarily unavailable' },
  3: { status: 403, message: '(#3) Application does not have the capability to make this API call.' },
  4: { status: 403, message: '(#4) Application request limit reached' },
  10: { status: 403, message: '(#10) Application does not have permission for this action' },
  17: { status: 403, message: '(#17) User request limit reached' },
  32: { status: 403, message: '(#32) Page request limit reached' },
  100: { status: 400, message: '(#100) Invalid parameter' },
  '100_33': { status: 400, message: `Unsupported post request. ${NOT_THERE}` },
  190: { status: 401, message: EXPIRED, type: 'OAuthException' },
  '190_460': {
    status: 401,
    message: 'Error validating access token: The session has been invalidated',
    type: 'OAuthException',
  },
  '190_463': { status: 401, message: EXPIRED, type: 'OAuthException' },
  '190_467': {
    status: 401,
    message: 'Error validating access token: The access token is invalid',
    type: 'OAuthException',
  },
  200: { status: 403, message: '(#200) Permissions error' },
  230: { status: 403, message: '(#230) User consent is required to access user profile' },
  341: { status: 403, message: '(#341) Feed action request limit reached' },
  368: {
    status: 403,
    message: 'The action attempted has been deemed abusive or is otherwise disallowed',
    type: 'OAuthException',
  },
  613: {
    status: 403,
    message: '(#613) Calls to this api have exceeded the rate limit.',
    type: 'OAuthException',
  },
  1200: { status: 500, message: 'Temporary send message failure. Please try again later.' },
  80006: { status: 403, message: '(#80006) There have been too many calls to this account.' },
  '100_2018007': { status: 400, message: '(#100) Fetching the attachment failed.' },
  '100_2018008': { status: 400, message: '(#100) Failed to fetch the file from the url.' },
  '10_2018065': { status: 403, message: '(#10) This message is sent outside of allowed window.' },
  '100_2018047': { status: 400, message: '(#100) Upload attachment failure.' },
  '10_2018300': {
    status: 403,
    message: '(#10) Message failed to send because another app is controlling this thread now.',
  },
}

const OF_MESSENGER: Record<string, Known> = {
  '10_2018278': { status: 403, message: '(#10) This message is sent outside of allowed window.' },
  '10_1893063': { status: 403, message: '(#10) Your Page is temporarily restricted from sending messages.' },
  '100_2018001': { status: 400, message: '(#100) No matching user found' },
  '200_1545041': {
    status: 403,
    message: 'Message Not Sent: This person isn’t receiving messages from you right now.',
  },
  '551_1545041': { status: 400, message: "(#551) This person isn't available right now." },
}

const OF_INSTAGRAM: Record<string, Known> = {
  '10_2534022': { status: 403, message: '(#10) This message is sent outside of allowed window.' },
  '100_2534014': { status: 400, message: '(#100) The requested user cannot be found.' },
  '200_2534041': {
    status: 403,
    message: 'The account owner has disabled access to instagram direct messages.',
  },
  400: { status: 400, message: 'The Instagram account is restricted.', type: 'OAuthException' },
  9010: { status: 400, message: 'No matching Instagram user' },
}

const KNOWN = { messenger: { ...SHARED, ...OF_MESSENGER }, instagram: { ...SHARED, ...OF_INSTAGRAM } }

/** Every refusal that can be asked for, as `code` or `code_subcode`. */
export function refusalKinds(channel: Traits['channel']): string[] {
  return Object.keys(KNOWN[channel])
}

/** The refusal called `kind`; `message` replaces what Graph says by default. */
export function refusal(channel: Traits['channel'], kind: string, message?: string): GraphError {
  const [code, subcode] = kind.split('_')
  const known: Record<string, Known> = KNOWN[channel]
  const said = message ?? known[kind]?.message ?? 'Invalid request'
  return new GraphError(Number(code), said, subcode === undefined ? null : Number(subcode))
}

/** A parameter that is missing or wrong. */
export function invalid(message: string): GraphError {
  return new GraphError(100, `(#100) ${message}`)
}

/** The answer in which Graph puts a refusal; `type` is how this host calls it. */
export function refusalAnswer(error: GraphError, { channel }: Traits, type: string): Answer {
  const known: Record<string, Known> = KNOWN[channel]
  const { code, subcode, message } = error
  const entry = known[subcode === null ? code : `${code}_${subcode}`]
  return json(entry?.status ?? 400, {
    error: {
      message,
      type: entry?.type ?? type,
      code,
      ...(subcode === null ? {} : { error_subcode: subcode }),
      fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
    },
  })
}
