import { AppError } from '@hilo/protocol'
import type { WebhookOptions } from '../meta/webhook-queue.ts'
import type { Fault, Settings, WhatsApp } from './world.ts'

export type SettingsChange = Partial<Omit<Settings, 'webhooks'>> & {
  webhooks?: Partial<WebhookOptions> | undefined
}

/** Changes what is given, keeps the rest, and returns the whole. */
export function changeSettings(world: WhatsApp, { webhooks, ...change }: SettingsChange): Settings {
  Object.assign(world.settings, given(change))
  Object.assign(world.settings.webhooks, given(webhooks ?? {}))
  return world.settings
}

function given(change: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

/**
 * Lets the next sends that fit fail. @throws AppError `invalid_request` for a failure that no status can
 * carry.
 */
export function addFault(world: WhatsApp, fault: Fault): void {
  if (fault.when === 'status' && !/^\d+$/.test(fault.kind)) {
    throw new AppError('invalid_request', `"${fault.kind}" can only happen to the answer, not to a status.`)
  }
  world.faults.push(fault)
}
