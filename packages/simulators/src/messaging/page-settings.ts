/** What an account says about itself: the events it wants, and how its chats begin. */
import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import type { AccountCall } from './graph-call.ts'
import { invalid } from './refusal.ts'

/** `/{page_id}/subscribed_apps`. @throws GraphError 100 for a field that the platform does not have. */
export function subscribedApps({ world, account, request, fields }: AccountCall): Answer {
  if (request.method === 'GET') {
    const app = { id: account.appId, name: account.appId, subscribed_fields: account.subscribedFields }
    return json(200, { data: account.subscribedFields.length === 0 ? [] : [app] })
  }
  const given = request.url.searchParams.get('subscribed_fields') ?? fields.subscribed_fields
  const wanted = Array.isArray(given) ? given.map(String) : String(given ?? '').split(',')
  const names = wanted.map((name) => name.trim()).filter((name) => name !== '')
  if (names.length === 0) throw invalid('Param subscribed_fields is required.')
  const unknown = names.find((name) => !/^[a-z_]{3,40}$/.test(name))
  if (unknown !== undefined) throw invalid(`Param subscribed_fields must not hold "${unknown}".`)
  account.subscribedFields = names
  world.state.changed()
  return json(200, { success: true })
}

/** Nothing more is sent of this account. */
export function unsubscribe({ world, account }: AccountCall): Answer {
  account.subscribedFields = []
  world.state.changed()
  return json(200, { success: true })
}

/** `/{page_id}/messenger_profile`: get started, ice breakers, greeting, menu. They show on the phone. */
export function messengerProfile({ world, account, request, fields }: AccountCall): Answer {
  if (request.method === 'GET') return json(200, { data: [account.profile] })
  const { access_token: _token, platform: _platform, ...profile } = fields
  const breakers = profile.ice_breakers
  if (Array.isArray(breakers) && breakers.length > 4) throw invalid('Param ice_breakers takes 4 at most.')
  account.profile = { ...account.profile, ...profile }
  world.state.changed()
  return json(200, { result: 'success' })
}
