import { AppError, type ConnectInput, type Id } from '@hilo/protocol'
import type { Keys } from '../../db/keys.ts'

/**
 * What is being connected, between one step and the next. It is sealed and kept by whoever connects, so that
 * nothing half made is here, and the token is on no page once it was given.
 */
export type Ticket = {
  purpose: 'connection'
  orgId: Id
  endsAt: number
  channel: ConnectInput['channel']
  app: { id: string; secret: string; verifyToken: string }
  /** The secret of Instagram Login, which may sign webhooks too. */
  loginSecret: string | null
  token: string
  /** What the exchange of a code told; null where it told nothing. */
  tokenEndsAt: number | null
  scopes: string[] | null
  /** The phone number, the page or the Instagram account; null: the token says it. */
  account: string | null
  wabaId: string | null
  pageId: string | null
  pin: string | null
}

const LIFE_MS = 3_600_000

export function sealTicket(keys: Keys, ticket: Omit<Ticket, 'purpose' | 'endsAt'>): string {
  const whole: Ticket = { ...ticket, purpose: 'connection', endsAt: Date.now() + LIFE_MS }
  return keys.seal(JSON.stringify(whole)).toString('base64url')
}

/** @throws AppError `invalid_request` for one that is not this org's, too old, or none. */
export function openTicket(keys: Keys, orgId: Id, sealed: string): Ticket {
  const ticket = unseal(keys, sealed)
  const isGood = ticket?.purpose === 'connection' && ticket.orgId === orgId && ticket.endsAt > Date.now()
  if (isGood) return ticket
  throw new AppError('invalid_request', 'This connection is too old or not yours. Begin it again.')
}

function unseal(keys: Keys, sealed: string): Ticket | null {
  try {
    return JSON.parse(keys.unseal(Buffer.from(sealed, 'base64url'))) as Ticket
  } catch {
    // Whatever it is, this server did not seal it.
    return null
  }
}

/** An Instagram account that is linked to no page: it has a host and a token of its own. */
export function isLogin({ channel, pageId }: Pick<Ticket, 'channel' | 'pageId'>): boolean {
  return channel === 'instagram' && pageId === null
}
