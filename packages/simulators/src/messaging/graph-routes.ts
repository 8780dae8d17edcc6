/**
 * The Graph API of Messenger and Instagram. On the Facebook host (`/graph`) it stands beside WhatsApp's: a
 * call about nobody known here is left to that. `/instagram` is `graph.instagram.com`.
 * https://developers.facebook.com/docs/messenger-platform/reference
 */
import { type Answer, type Incoming, type Route, route } from '../http/route.ts'
import type { Fields } from '../whatsapp/fields.ts'
import { GraphError } from '../whatsapp/graph-error.ts'
import { describe } from './describe.ts'
import { serveFile } from './file-url.ts'
import { personBehind } from './find.ts'
import {
  type AccountCall,
  accountsAt,
  checkKnown,
  checkToken,
  type Host,
  knowsToken,
  readFields,
  tokenOf,
  type Worlds,
} from './graph-call.ts'
import { messengerProfile, subscribedApps, unsubscribe } from './page-settings.ts'
import { hideComment, replyInPublic } from './public-reply.ts'
import { receiveSend, recipientIdOf } from './receive-send.ts'
import { debugToken, refreshToken } from './refresh-token.ts'
import { refusal, refusalAnswer } from './refusal.ts'
import { threadControl, threadOwner } from './thread-control.ts'
import { uploadAttachment } from './upload-attachment.ts'
import type { Account, Messaging } from './world.ts'

type Handler = (call: AccountCall) => Answer | Promise<Answer>

const ACCOUNT_CALLS: [method: string, path: string, handler: Handler][] = [
  ['POST', '/messages', receiveSend],
  ['POST', '/message_attachments', uploadAttachment],
  ['POST', '/subscribed_apps', subscribedApps],
  ['GET', '/subscribed_apps', subscribedApps],
  ['DELETE', '/subscribed_apps', unsubscribe],
  ['POST', '/messenger_profile', messengerProfile],
  ['GET', '/messenger_profile', messengerProfile],
  ['POST', '/pass_thread_control', (call) => threadControl(call, 'pass')],
  ['POST', '/take_thread_control', (call) => threadControl(call, 'take')],
  ['POST', '/request_thread_control', (call) => threadControl(call, 'request')],
  ['POST', '/release_thread_control', (call) => threadControl(call, 'release')],
  ['GET', '/thread_owner', threadOwner],
  ['POST', '/comments', replyInPublic],
  ['POST', '/replies', replyInPublic],
  ['GET', '', describe],
]

/** The routes of both hosts, and the files that events point to. */
export function messagingRoutes(worlds: Worlds): Route[] {
  const hosts = [
    ['/graph/:version', 'facebook'],
    ['/instagram/:version', 'instagram'],
    ['/instagram', 'instagram'],
  ] as const
  return [
    route('GET', '/cdn/messenger', (request) => serveFile(worlds.messenger, request)),
    route('GET', '/cdn/instagram', (request) => serveFile(worlds.instagram, request)),
    route('GET', '/graph/:version/debug_token', (request) => debugToken(worlds, request)),
    ...['/instagram/:version/:call', '/instagram/:call'].map((path) =>
      route('GET', path, (request) => refreshToken(worlds.instagram, request)),
    ),
    ...hosts.map(([base, host]) =>
      route('POST', `${base}/:id`, (request) =>
        // Uploads and templates of WhatsApp are called by their ids too; not all of these bodies have fields.
        isComment(worlds, request) ? answer({ worlds, host, handler: hideComment }, request) : null,
      ),
    ),
    ...hosts.flatMap(([base, host]) =>
      ACCOUNT_CALLS.map(([method, path, handler]) =>
        route(method, `${base}/:id${path}`, (request) => answer({ worlds, host, handler }, request)),
      ),
    ),
  ]
}

function isComment(worlds: Worlds, { params }: Incoming): boolean {
  return [worlds.messenger, worlds.instagram].some(({ comments }) => comments.has(params.id ?? ''))
}

type Way = { worlds: Worlds; host: Host; handler: Handler }

async function answer({ worlds, host, handler }: Way, request: Incoming): Promise<Answer | null> {
  // The last resort of refusals: whose they are is known only once the body is read.
  let world = host === 'instagram' ? worlds.instagram : worlds.messenger
  try {
    const { fields, file } = await readFields(request)
    const token = tokenOf(request, fields)
    const found = find({ worlds, host }, request, { fields, token })
    if (!found) {
      if (
        host === 'facebook' &&
        ![worlds.messenger, worlds.instagram].some((one) => knowsToken(one, token))
      ) {
        return null
      }
      throw nothingThere(host === 'facebook' ? ownerOf(worlds, token) : world, request, token)
    }
    world = found.world
    if (world.settings.latencyMs > 0) await world.timers.pause(world.settings.latencyMs)
    checkToken({ ...found, request }, token)
    return await handler({ ...found, request, fields, file, token })
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    return refusalAnswer(error, world.traits, host === 'instagram' ? 'IGApiException' : 'OAuthException')
  }
}

function ownerOf({ messenger, instagram }: Worlds, token: string | null): Messaging {
  return knowsToken(messenger, token) ? messenger : instagram
}

/** The account that is meant; null when none here is. */
function find(
  { worlds, host }: Pick<Way, 'worlds' | 'host'>,
  request: Incoming,
  { fields, token }: { fields: Fields; token: string | null },
): { world: Messaging; account: Account } | null {
  const id = request.params.id ?? ''
  const known = (world: Messaging) => accountsAt(world, id, token).map((account) => ({ world, account }))
  const ofInstagram = known(worlds.instagram)
  if (host === 'instagram') return ofInstagram[0] ?? null
  const ofMessenger = known(worlds.messenger)
  const recipient = recipientIdOf(fields)
  const isTheirs = ({ world, account }: { world: Messaging; account: Account }) =>
    account.id === id ||
    world.comments.has(id) ||
    personBehind(world, account, recipient) !== null ||
    request.url.searchParams.get('platform') === 'instagram'
  return ofInstagram.find(isTheirs) ?? ofMessenger[0] ?? ofInstagram[0] ?? null
}

/** Nobody here is called so; a token that nobody has is the first thing that Graph says. */
function nothingThere(world: Messaging, request: Incoming, token: string | null): GraphError {
  checkKnown(world, token)
  const verb = request.method.toLowerCase()
  const reason =
    'does not exist, cannot be loaded due to missing permissions, or does not support this operation'
  const message = `Unsupported ${verb} request. Object with ID '${request.params.id}' ${reason}`
  return refusal(world.traits.channel, '100_33', message)
}
