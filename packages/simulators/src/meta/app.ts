import { AppError } from '@hilo/protocol'
import type { StateFile } from '../state-file.ts'
import { handshake } from './handshake.ts'

/** A Meta app: where webhooks go, and the secret that signs them. */
export type App = { id: string; appSecret: string; verifyToken: string; webhookUrl: string }

/** What connects a number, a Page or an account to an app. */
export type AppChoice = {
  /** An app that was added before. Without it `webhookUrl`, `appSecret` and `verifyToken` make one. */
  appId?: string | undefined
  webhookUrl?: string | undefined
  appSecret?: string | undefined
  verifyToken?: string | undefined
}

type Apps = { apps: Map<string, App>; state: StateFile }

/**
 * Adds a Meta app, or changes it, after its webhook proved that it knows the verify token.
 *
 * @throws AppError `invalid_request` when the webhook refuses; then nothing has changed.
 */
export async function addApp(world: Apps, app: App): Promise<App> {
  await handshake(app.webhookUrl, app.verifyToken)
  world.apps.set(app.id, app)
  world.state.changed()
  return app
}

/** The app that was chosen, made with the id `fallbackId` when none was named. @throws AppError */
export async function chosenApp(world: Apps, choice: AppChoice, fallbackId: string): Promise<App> {
  const { appId, webhookUrl, appSecret, verifyToken } = choice
  if (webhookUrl !== undefined && appSecret !== undefined && verifyToken !== undefined) {
    return addApp(world, { id: appId ?? fallbackId, webhookUrl, appSecret, verifyToken })
  }
  const app = appId === undefined ? undefined : world.apps.get(appId)
  if (app) return app
  throw new AppError(
    'invalid_request',
    'Give webhookUrl, appSecret and verifyToken, or the appId of an added app.',
  )
}
