import type { WebhookOptions } from '../meta/webhook-queue.ts'
import type { Messaging, Settings } from './world.ts'

export type SettingsChange = Partial<Omit<Settings, 'webhooks'>> & {
  webhooks?: Partial<WebhookOptions> | undefined
}

/** Changes what is given, keeps the rest, and returns the whole. */
export function changeSettings(world: Messaging, { webhooks, ...change }: SettingsChange): Settings {
  Object.assign(world.settings, given(change))
  Object.assign(world.settings.webhooks, given(webhooks ?? {}))
  return world.settings
}

function given(change: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}
