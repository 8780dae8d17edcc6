import { AppError } from '@hilo/protocol'
import { handshake } from '../meta/handshake.ts'
import { addHelloWorld } from './manage-templates.ts'
import type { App, BusinessNumber, WhatsApp } from './world.ts'

export type NewNumber = {
  phoneNumberId: string
  displayPhoneNumber: string
  verifiedName?: string | undefined
  wabaId: string
  accessToken: string
  /** An app that was added before. Without it `webhookUrl`, `appSecret` and `verifyToken` make one. */
  appId?: string | undefined
  webhookUrl?: string | undefined
  appSecret?: string | undefined
  verifyToken?: string | undefined
}

/**
 * Adds a Meta app, or changes it, after its webhook proved that it knows the verify token.
 *
 * @throws AppError `invalid_request` when the webhook refuses; then nothing has changed.
 */
export async function addApp(world: WhatsApp, app: App): Promise<App> {
  await handshake(app.webhookUrl, app.verifyToken)
  world.apps.set(app.id, app)
  world.state.changed()
  return app
}

/**
 * Connects a business number. Registering a known one again changes it, so a server may do it at every start.
 *
 * @throws AppError `invalid_request` when its webhook refuses the handshake or no app is given.
 */
export async function registerNumber(world: WhatsApp, input: NewNumber): Promise<BusinessNumber> {
  const app = await appOf(world, input)
  const number: BusinessNumber = {
    phoneNumberId: input.phoneNumberId,
    displayPhoneNumber: input.displayPhoneNumber,
    verifiedName: input.verifiedName ?? input.displayPhoneNumber,
    wabaId: input.wabaId,
    accessToken: input.accessToken,
    appId: app.id,
  }
  world.numbers.set(number.phoneNumberId, number)
  if (!world.templates.some((template) => template.wabaId === number.wabaId)) {
    addHelloWorld(world, number.wabaId)
  }
  world.state.changed()
  return number
}

async function appOf(world: WhatsApp, input: NewNumber): Promise<App> {
  const { webhookUrl, appSecret, verifyToken } = input
  if (webhookUrl !== undefined && appSecret !== undefined && verifyToken !== undefined) {
    return addApp(world, { id: input.appId ?? webhookUrl, webhookUrl, appSecret, verifyToken })
  }
  const app = input.appId === undefined ? undefined : world.apps.get(input.appId)
  if (!app) {
    throw new AppError(
      'invalid_request',
      'Give webhookUrl, appSecret and verifyToken, or the appId of an added app.',
    )
  }
  return app
}
