import type { WebhookOptions } from './webhook-queue.ts'

type Settings = { webhooks: WebhookOptions }

export type SettingsChange<Of extends Settings> = Partial<Omit<Of, 'webhooks'>> & {
  webhooks?: Partial<WebhookOptions> | undefined
}

/** Changes what is given, keeps the rest, and returns the whole. */
export function changeSettings<Of extends Settings>(
  { settings }: { settings: Of },
  { webhooks, ...change }: SettingsChange<Of>,
): Of {
  Object.assign(settings, given(change))
  Object.assign(settings.webhooks, given(webhooks ?? {}))
  return settings
}

/** What was said of a change: a field that is left out, or undefined, stays as it is. */
export function given(change: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}
