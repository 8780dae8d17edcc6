import { randomBytes } from 'node:crypto'
import { type Address, AppError } from '@hilo/protocol'
import type { Inbox } from '../domain/inbox/inbox.ts'
import { bindPerson, externalAddress, isKnownOtherwise } from '../domain/signed-identity/bind.ts'
import { trustedKeys } from '../domain/signed-identity/keys.ts'
import { readToken, type SignedPerson, type TokenProblem } from '../domain/signed-identity/read-token.ts'
import type { HttpContext } from './context.ts'

/** Who uses a widget: a browser that nobody knows, or somebody whom the site's own server names. */
export type Visitor = {
  /** The secret that is the browser's address. */
  secret: string
  /** What their conversation is found by. */
  addressHash: Buffer
  address: Address
  person: SignedPerson | null
  /** For whoever builds the site: why a token that was given changes nothing. */
  notice: string | null
}

/** Said where a token is no good, for whoever builds the site. */
export type Refusal = { code: 'not_authenticated' | 'identity_expired'; message: string }

type Ground = Pick<HttpContext, 'db' | 'keys' | 'bus'>
type Given = { visitor: string | undefined; identity: string | undefined }

/** The secret that is a visitor's address. */
export const VISITOR = /^[A-Za-z0-9_-]{43}$/

const PROBLEMS: Record<TokenProblem, string> = {
  malformed: 'it is no JWT of at most 4,096 characters.',
  algorithm: 'its algorithm is not one of HS256, RS256 and ES256, or it has critical headers.',
  signature: 'its signature was made with no key of this widget.',
  expired: 'it has expired. Call hilo.identify() with a new one.',
  endless: 'its "exp" is more than 24 hours away.',
  early: 'its "nbf" or "iat" is in the future: look at the clock of the server that signs.',
  audience: 'its "aud" is not the id of this inbox.',
  claims: 'it needs "sub" (1 to 200 characters), "aud" and "exp" (in seconds).',
}
const OFF = 'The signed identity was not read: it is switched off in the settings of this inbox.'
const NEEDED = 'This chat is for signed-in visitors only: give hilo.identify() a signed identity.'

/**
 * Finds out who it is. Whom a site has once named is reached by a signed identity alone: the secret of their
 * browser opens nothing any more, so whoever comes to that browser next reads nothing of theirs.
 */
export async function knowVisitor(
  ground: Ground,
  inbox: Inbox,
  { visitor, identity }: Given,
): Promise<Visitor | { refusal: Refusal }> {
  const known = visitor !== undefined && VISITOR.test(visitor) ? visitor : null
  if (identity && inbox.signedIdentity !== 'off') return knowPerson(ground, inbox, { known, identity })
  if (inbox.signedIdentity === 'required') {
    return { refusal: { code: 'not_authenticated', message: NEEDED } }
  }
  const hash = known === null ? null : hashOf(ground, known)
  const isTheirs =
    hash !== null && !(await ground.db.withOrg(inbox.orgId, (tx) => isKnownOtherwise(tx, hash)))
  const secret = known !== null && isTheirs ? known : newSecret()
  return {
    ...{ secret, addressHash: hashOf(ground, secret), address: { kind: 'visitor', value: secret } },
    ...{ person: null, notice: identity ? OFF : null },
  }
}

/** Of a visitor, for what is no socket. @throws AppError `not_authenticated` */
export async function requireVisitor(ground: Ground, inbox: Inbox, given: Given): Promise<Visitor> {
  const visitor = await knowVisitor(ground, inbox, given)
  if ('refusal' in visitor) throw new AppError('not_authenticated', visitor.refusal.message)
  return visitor
}

/** They write: from now on there is a contact, of whom is known what their site says. */
export async function vouchFor(ground: Ground, inbox: Inbox, { person, secret }: Visitor): Promise<void> {
  if (!person) return
  const { orgId, id: inboxId } = inbox
  const visitorHash = hashOf(ground, secret)
  await bindAndTell(ground, { orgId, inboxId, person, visitorHash, isWriting: true })
}

/** A client id counts within its visitor only: nobody can block another's message by guessing its id. */
export function externalIdOf({ address, addressHash }: Visitor, clientId: string): string {
  const own = address.kind === 'visitor' ? address.value : addressHash.toString('base64url')
  return `web:${own.slice(0, 12)}:${clientId}`
}

async function knowPerson(
  ground: Ground,
  inbox: Inbox,
  { known, identity }: { known: string | null; identity: string },
): Promise<Visitor | { refusal: Refusal }> {
  const { orgId, id: inboxId } = inbox
  const keys = await ground.db.withOrg(orgId, (tx) => trustedKeys(tx, ground.keys, inboxId))
  const read = readToken(identity, { keys, audience: inboxId, now: new Date() })
  if ('problem' in read) {
    const code = read.problem === 'expired' ? 'identity_expired' : 'not_authenticated'
    return { refusal: { code, message: `The signed identity was refused: ${PROBLEMS[read.problem]}` } }
  }
  const { person } = read
  const visitorHash = known === null ? null : hashOf(ground, known)
  await bindAndTell(ground, { orgId, inboxId, person, visitorHash, isWriting: false })
  const address = externalAddress(inboxId, person.externalId)
  const addressHash = ground.keys.hashAddress('web', address.kind, address.value)
  return { secret: known ?? newSecret(), addressHash, address, person, notice: null }
}

async function bindAndTell(ground: Ground, binding: Parameters<typeof bindPerson>[1]): Promise<void> {
  const { orgId } = binding
  for (const shown of await bindPerson(ground, binding))
    ground.bus.publish({ type: 'conversation', orgId, ...shown })
}

function hashOf({ keys }: Ground, secret: string): Buffer {
  return keys.hashAddress('web', 'visitor', secret)
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
