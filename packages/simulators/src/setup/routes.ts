/** The part of the Graph API that is asked while an account is connected; before that of each platform. */
import { json } from '../http/answer.ts'
import { type Answer, type Incoming, type Route, route } from '../http/route.ts'
import { GraphError } from '../whatsapp/graph-error.ts'
import type { Setup } from './setup.ts'
import { appSubscriptions } from './subscriptions.ts'
import { answered, appIn, debugToken, exchangeCode, exchangeInstagramCode } from './tokens.ts'

export function setupRoutes(setup: Setup): Route[] {
  return [
    route('GET', '/graph/:version/debug_token', (request) => debugToken(setup, request)),
    route('GET', '/graph/:version/oauth/access_token', (request) => exchangeCode(setup, request)),
    route('POST', '/instagram/oauth/access_token', (request) => exchangeInstagramCode(setup, request)),
    ...['GET', 'POST', 'DELETE'].map((method) =>
      route(method, '/graph/:version/:id/subscriptions', (request) => appSubscriptions(setup, request)),
    ),
    route('POST', '/graph/:version/:id/register', (request) => register(setup, request)),
    route('GET', '/graph/:version/:id', (request) => describeApp(setup, request)),
  ]
}

function describeApp(setup: Setup, request: Incoming): Answer | null {
  return answered(() => {
    const app = appIn(setup, request)
    return app && app.id === request.params.id ? json(200, { id: app.id, name: app.name }) : null
  })
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/registration */
function register({ worlds }: Setup, request: Incoming): Answer | null {
  return answered(() => {
    const number = worlds.whatsapp.numbers.get(request.params.id ?? '')
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (!number || number.accessToken !== token) return null
    const { pin } = JSON.parse(request.body.toString('utf8') || '{}') as { pin?: unknown }
    if (typeof pin !== 'string' || !/^\d{6}$/.test(pin)) {
      throw new GraphError(100, 'Param pin must be exactly 6 digits.')
    }
    return json(200, { success: true })
  })
}
