import { AppError } from '@hilo/protocol'
import { json } from '../http/answer.ts'
import type { Answer, Incoming } from '../http/route.ts'
import { readFields } from '../messaging/graph-call.ts'
import { handshake } from '../meta/handshake.ts'
import { GraphError, graphErrorAnswer } from '../whatsapp/graph-error.ts'
import type { Channel, MetaApp, Setup, Subscription } from './setup.ts'
import { appIn } from './tokens.ts'

const CHANNELS: Record<string, Channel> = {
  whatsapp_business_account: 'whatsapp',
  page: 'messenger',
  instagram: 'instagram',
}

/**
 * `/{app_id}/subscriptions`: where the app's webhooks of an object go. Graph asks the callback for its
 * challenge before it believes it.
 * https://developers.facebook.com/docs/graph-api/reference/app/subscriptions
 */
export async function appSubscriptions(setup: Setup, request: Incoming): Promise<Answer | null> {
  try {
    const app = appIn(setup, request)
    if (!app || app.id !== request.params.id) return null
    if (request.method === 'GET') return json(200, { data: list(setup, app) })
    if (request.method === 'DELETE') return remove(setup, app, request.url.searchParams.get('object'))
    return await subscribe(setup, app, request)
  } catch (error) {
    if (error instanceof GraphError) return graphErrorAnswer(error)
    throw error
  }
}

async function subscribe(setup: Setup, app: MetaApp, request: Incoming): Promise<Answer> {
  const { fields } = await readFields(request)
  const text = (name: string) => {
    const value = fields[name] ?? request.url.searchParams.get(name)
    if (typeof value === 'string' && value !== '') return value
    throw new GraphError(100, `(#100) The parameter ${name} is required`)
  }
  const [object, callbackUrl, verifyToken] = [text('object'), text('callback_url'), text('verify_token')]
  const channel = CHANNELS[object]
  if (!channel) throw new GraphError(100, '(#100) Param object must be one of the known objects')
  try {
    await handshake(callbackUrl, verifyToken)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new GraphError(2200, `Callback verification failed with the following errors: ${error.message}`)
  }
  const subscription = { object, callbackUrl, fields: text('fields').split(',') }
  ofApp(setup, app).set(object, subscription)
  const world = setup.worlds[channel]
  world.apps.set(app.id, { id: app.id, appSecret: app.secret, verifyToken, webhookUrl: callbackUrl })
  world.state.changed()
  return json(200, { success: true })
}

function remove(setup: Setup, app: MetaApp, object: string | null): Answer {
  for (const [name, channel] of Object.entries(CHANNELS)) {
    if (object !== null && object !== name) continue
    ofApp(setup, app).delete(name)
    setup.worlds[channel].apps.delete(app.id)
  }
  return json(200, { success: true })
}

/** What was subscribed here, and what a platform was told to send to. */
function list(setup: Setup, app: MetaApp) {
  return Object.entries(CHANNELS).flatMap(([object, channel]) => {
    const known = setup.worlds[channel].apps.get(app.id)
    if (!known) return []
    const { fields } = ofApp(setup, app).get(object) ?? { fields: ['messages'] }
    return [
      {
        ...{ object, callback_url: known.webhookUrl, active: true },
        fields: fields.map((name) => ({ name, version: 'v26.0' })),
      },
    ]
  })
}

function ofApp({ subscriptions }: Setup, { id }: MetaApp): Map<string, Subscription> {
  const known = subscriptions.get(id) ?? new Map<string, Subscription>()
  subscriptions.set(id, known)
  return known
}
