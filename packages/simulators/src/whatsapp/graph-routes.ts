/**
 * The part of the Graph API that a WhatsApp client needs, under `/graph`. Every call needs the bearer token
 * of the number or account it is about, as the real one does.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference
 */
import { bytes, json } from '../http/answer.ts'
import { type Answer, type Incoming, type Route, route } from '../http/route.ts'
import { limitOf } from './change-number.ts'
import { GraphError, graphErrorAnswer } from './graph-error.ts'
import { listFlows, listProducts } from './list-offers.ts'
import { createTemplate, deleteTemplate, editTemplate, listTemplates } from './manage-templates.ts'
import { receiveSend } from './receive-send.ts'
import { listSubscribed, subscribe, unsubscribe } from './subscribe.ts'
import { beginSample, isSession, takeSample } from './template-samples.ts'
import { uploadMedia } from './upload-media.ts'
import type { BusinessNumber, WhatsApp } from './world.ts'

type Handler = (request: Incoming, token: string) => Answer | Promise<Answer>

/** The routes of the Graph API over one simulated WhatsApp. */
export function graphRoutes(world: WhatsApp): Route[] {
  const graph = (method: string, path: string, handler: Handler) =>
    route(method, path, (request) => guard(world, request, handler))

  return [
    graph('POST', '/graph/:version/:id/messages', (request, token) =>
      receiveSend(world, ownNumber(world, request, token), parse(request)),
    ),
    graph('POST', '/graph/:version/:id/media', (request, token) =>
      uploadMedia(world, ownNumber(world, request, token), request),
    ),
    graph('POST', '/graph/:version/:id/subscribed_apps', (request, token) => {
      const numbers = ownAccount(world, request, token)
      return subscribe(world, numbers, request.body.length === 0 ? {} : parse(request))
    }),
    graph('DELETE', '/graph/:version/:id/subscribed_apps', (request, token) =>
      unsubscribe(world, ownAccount(world, request, token)),
    ),
    graph('GET', '/graph/:version/:id/subscribed_apps', (request, token) =>
      listSubscribed(world, ownAccount(world, request, token)),
    ),
    graph('GET', '/graph/:version/:id/phone_numbers', (request, token) =>
      json(200, { data: ownAccount(world, request, token).map(describeNumber) }),
    ),
    graph('GET', '/graph/:version/:id/message_templates', (request, token) => {
      ownAccount(world, request, token)
      return listTemplates(world, request.params.id ?? '', request.url)
    }),
    graph('POST', '/graph/:version/:id/message_templates', (request, token) => {
      ownAccount(world, request, token)
      return createTemplate(world, request.params.id ?? '', parse(request))
    }),
    graph('DELETE', '/graph/:version/:id/message_templates', (request, token) => {
      ownAccount(world, request, token)
      return deleteTemplate(world, request.params.id ?? '', request.url)
    }),
    graph('GET', '/graph/:version/:id/products', (request) =>
      listProducts(world, request.params.id ?? '', request.url),
    ),
    graph('GET', '/graph/:version/:id/flows', (request, token) => {
      ownAccount(world, request, token)
      return listFlows(world, request.url)
    }),
    graph('POST', '/graph/:version/:id/uploads', (request) => beginSample(request)),
    graph('POST', '/graph/:version/:id', (request, token) => {
      if (isSession(request.params.id)) return takeSample(request)
      const template = world.templates.find(({ id }) => id === request.params.id)
      const owned = { ...request, params: { ...request.params, id: template?.wabaId ?? '' } }
      if (!template) throw missing(request)
      ownAccount(world, owned, token)
      return editTemplate(world, template, parse(request))
    }),
    graph('GET', '/graph/:version/:id', (request, token) => describe(world, request, token)),
    graph('GET', '/graph/files/:version/:id', (request) => download(world, request.params.id ?? '')),
  ]
}

/** Waits the simulated latency, asks for the token, and turns refusals into Graph's answers. */
async function guard(world: WhatsApp, request: Incoming, handler: Handler): Promise<Answer> {
  if (world.settings.latencyMs > 0) await world.timers.pause(world.settings.latencyMs)
  try {
    const token = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined)
      throw new GraphError(190, 'An access token is required to request this resource.')
    const opened = [...world.numbers.values()].filter((number) => number.accessToken === token)
    if (opened.some(({ tokenExpiresAt: endsAt }) => endsAt && endsAt <= world.clock.now()))
      throw new GraphError(190, 'Error validating access token: Session has expired', 463)
    if (opened.length === 0)
      throw new GraphError(190, 'Invalid OAuth access token - Cannot parse access token')
    return await handler(request, token)
  } catch (error) {
    if (error instanceof GraphError) return graphErrorAnswer(error)
    throw error
  }
}

function parse(request: Incoming): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'))
  } catch {
    throw new GraphError(100, 'The body is no JSON.')
  }
}

/** A number that does not exist and one of somebody else's are refused alike, as Graph does. */
function ownNumber(world: WhatsApp, request: Incoming, token: string): BusinessNumber {
  const number = world.numbers.get(request.params.id ?? '')
  if (number?.accessToken === token) return number
  throw missing(request)
}

function ownAccount(world: WhatsApp, request: Incoming, token: string): BusinessNumber[] {
  const numbers = [...world.numbers.values()].filter(
    (number) => number.wabaId === request.params.id && number.accessToken === token,
  )
  if (numbers.length === 0) throw missing(request)
  return numbers
}

function missing(request: Incoming): GraphError {
  const verb = request.method.toLowerCase()
  const reason =
    'does not exist, cannot be loaded due to missing permissions, or does not support this operation'
  return new GraphError(
    100,
    `Unsupported ${verb} request. Object with ID '${request.params.id}' ${reason}`,
    33,
  )
}

function describe(world: WhatsApp, request: Incoming, token: string): Answer {
  const id = request.params.id ?? ''
  const media = world.media.get(id)
  const ofAccount = [...world.numbers.values()].find(
    (number) => number.wabaId === id && number.accessToken === token,
  )
  if (ofAccount) return json(200, pick({ id, name: ofAccount.verifiedName, currency: 'USD' }, request))
  if (!media) return json(200, pick(describeNumber(ownNumber(world, request, token)), request))
  return json(200, {
    messaging_product: 'whatsapp',
    url: `${world.url()}/graph/files/${request.params.version}/${media.id}`,
    mime_type: media.mimeType,
    sha256: media.sha256,
    file_size: media.size,
    id: media.id,
  })
}

function describeNumber(number: BusinessNumber): Record<string, unknown> {
  return {
    id: number.phoneNumberId,
    display_phone_number: number.displayPhoneNumber,
    verified_name: number.verifiedName,
    quality_rating: number.quality ?? 'GREEN',
    code_verification_status: 'VERIFIED',
    name_status: 'APPROVED',
    status: 'CONNECTED',
    messaging_limit_tier: limitOf(number),
    whatsapp_business_manager_messaging_limit: limitOf(number),
    platform_type: 'CLOUD_API',
    throughput: { level: 'STANDARD' },
  }
}

/** Keeps what `fields=` names; the id always comes along. */
function pick(value: Record<string, unknown>, request: Incoming): Record<string, unknown> {
  const fields = request.url.searchParams.get('fields')
  if (fields === null) return value
  const wanted = new Set(['id', ...fields.split(',')])
  return Object.fromEntries(Object.entries(value).filter(([key]) => wanted.has(key)))
}

async function download(world: WhatsApp, id: string): Promise<Answer> {
  const media = world.media.get(id)
  const content = await world.media.bytes(id)
  if (!media || !content) throw new GraphError(100, `There is no media ${id}.`, 33)
  return bytes(media.mimeType, content)
}
