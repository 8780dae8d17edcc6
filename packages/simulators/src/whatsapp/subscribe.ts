import { AppError } from '@hilo/protocol'
import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { handshake } from '../meta/handshake.ts'
import { GraphError } from './graph-error.ts'
import type { BusinessNumber, WhatsApp } from './world.ts'

/** The numbers of one business account: there is one at the least. */
type Numbers = readonly BusinessNumber[]

/**
 * `POST /{waba_id}/subscribed_apps`: lets an app have the webhooks of a business account. In a second call
 * they can be sent elsewhere than to the app's own callback: only of an account that is subscribed, and of an
 * app that has a callback.
 * https://developers.facebook.com/docs/whatsapp/embedded-signup/webhooks/override
 */
export async function subscribe(world: WhatsApp, numbers: Numbers, body: unknown): Promise<Answer> {
  const { wabaId, appId } = accountOf(numbers)
  const { override_callback_uri: url, verify_token: verifyToken } = body as Record<string, unknown>
  if (url === undefined) world.overrides.delete(wabaId)
  else {
    if (typeof url !== 'string' || typeof verifyToken !== 'string')
      throw new GraphError(100, 'override_callback_uri needs a verify_token.')
    if (world.unsubscribed.has(wabaId))
      throw new GraphError(100, 'Before override the current callback uri, your app must be subscribed.')
    if (!world.apps.has(appId))
      throw new GraphError(100, 'Before override the current callback uri, your app must have one.')
    await prove(url, verifyToken)
    world.overrides.set(wabaId, url)
  }
  world.unsubscribed.delete(wabaId)
  world.state.changed()
  return json(200, { success: true })
}

async function prove(url: string, verifyToken: string): Promise<void> {
  try {
    await handshake(url, verifyToken)
  } catch (error) {
    if (error instanceof AppError) throw new GraphError(100, error.message)
    throw error
  }
}

export function unsubscribe(world: WhatsApp, numbers: Numbers): Answer {
  const { wabaId } = accountOf(numbers)
  world.unsubscribed.add(wabaId)
  world.overrides.delete(wabaId)
  world.state.changed()
  return json(200, { success: true })
}

export function listSubscribed(world: WhatsApp, numbers: Numbers): Answer {
  const { wabaId } = accountOf(numbers)
  const url = world.overrides.get(wabaId)
  const apps = new Set(world.unsubscribed.has(wabaId) ? [] : numbers.map((number) => number.appId))
  const data = Array.from(apps, (id) => ({
    whatsapp_business_api_data: { id, name: id },
    ...(url !== undefined && { override_callback_uri: url }),
  }))
  return json(200, { data })
}

function accountOf(numbers: Numbers): BusinessNumber {
  const [number] = numbers
  if (!number) throw new Error('A business account has a number.')
  return number
}
