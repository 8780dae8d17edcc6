/** Reads a call to the Graph API, and finds out whose account it is about. */
import { createHmac } from 'node:crypto'
import type { Incoming } from '../http/route.ts'
import { type Fields, isFields } from '../whatsapp/fields.ts'
import { GraphError } from '../whatsapp/graph-error.ts'
import { personBehind } from './find.ts'
import { invalid, refusal } from './refusal.ts'
import type { Account, Messaging } from './world.ts'

export type AccountCall = {
  world: Messaging
  account: Account
  request: Incoming
  fields: Fields
  /** The file of a form. */
  file: File | null
  token: string
}

/** `/graph` is the Facebook host, `/instagram` the one of Instagram Login. */
export type Host = 'facebook' | 'instagram'

export type Worlds = { messenger: Messaging; instagram: Messaging }

/** The fields of a call, from JSON or a form, and its file. */
export async function readFields(request: Incoming): Promise<{ fields: Fields; file: File | null }> {
  if (request.body.length === 0) return { fields: {}, file: null }
  const type = request.headers['content-type'] ?? ''
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type)) {
    return { fields: readObject(request.body.toString('utf8')), file: null }
  }
  const form = await new Response(new Uint8Array(request.body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw invalid('The body is no form.')
    })
  const file = form.get('filedata')
  const texts = [...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  const fields = Object.fromEntries(
    texts.map(([key, value]) => [key, value.startsWith('{') ? readObject(value) : value]),
  )
  return { fields, file: file instanceof File ? file : null }
}

function readObject(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text)
    if (isFields(value)) return value
  } catch {
    // Said below, together with what is JSON and no object.
  }
  throw invalid('The body must be a JSON object.')
}

/** The token of a call, wherever it stands: Graph takes it in three places. */
export function tokenOf(request: Incoming, fields: Fields): string | null {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const inQuery = request.url.searchParams.get('access_token')
  return bearer ?? inQuery ?? (typeof fields.access_token === 'string' ? fields.access_token : null)
}

/** Accounts that the id in a path may mean: itself, `me`, a linked Page, a comment, or somebody it knows. */
export function accountsAt(world: Messaging, id: string, token: string | null): Account[] {
  return [...world.accounts.values()].filter(
    (account) =>
      account.id === id ||
      account.pageId === id ||
      world.comments.get(id)?.accountId === account.id ||
      (account.accessToken === token && (id === 'me' || personBehind(world, account, id) !== null)),
  )
}

/** True when the token is one of this platform's. */
export function knowsToken(world: Messaging, token: string | null): boolean {
  return [...world.accounts.values()].some((account) => account.accessToken === token)
}

/** @throws GraphError 190 */
export function checkKnown(world: Messaging, token: string | null): asserts token is string {
  if (token === null) throw new GraphError(190, 'An access token is required to request this resource.')
  if (knowsToken(world, token)) return
  throw new GraphError(190, 'Invalid OAuth access token - Cannot parse access token')
}

/** @throws GraphError 190 or 100 when the token does not open this account now. */
export function checkToken(
  { world, account, request }: Pick<AccountCall, 'world' | 'account' | 'request'>,
  token: string | null,
): asserts token is string {
  checkKnown(world, token)
  if (account.accessToken !== token) throw refusal(world.traits.channel, '100_33')
  const isOver = account.tokenExpiresAt !== null && account.tokenExpiresAt <= world.clock.now()
  if (isOver) throw refusal(world.traits.channel, '190_463')
  const proof = request.url.searchParams.get('appsecret_proof')
  const secret = world.apps.get(account.appId)?.appSecret ?? ''
  if (proof !== null && proof !== createHmac('sha256', secret).update(token).digest('hex')) {
    throw new GraphError(100, 'Invalid appsecret_proof provided in the API argument')
  }
}
