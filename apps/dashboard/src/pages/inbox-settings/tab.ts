import { type Id, isId, type WebhookEventState } from '@hilo/protocol'
import type { EventFilter } from '../../api/keys.ts'

export const TABS = ['settings', 'health', 'ledger', 'events'] as const
export type InboxTab = (typeof TABS)[number]

export const STATES: readonly WebhookEventState[] = [
  'waiting',
  'processed',
  'unhandled',
  'failed',
  'quarantined',
  'unknown',
]

/** The view, what the events are narrowed to, and which is open. */
export type InboxSettingsSearch = { tab: InboxTab; event?: Id } & EventFilter

const KIND = /^[a-z][\w:.-]{0,79}$/
const EXTERNAL_ID = /^[\x21-\x7e]{6,300}$/

/** What the address asks for; what it does not understand is left out. */
export function parseInboxSettings(search: Record<string, unknown>): InboxSettingsSearch {
  const { kind, externalId, event } = search
  const state = STATES.find((known) => known === search.state)
  return {
    tab: TABS.find((known) => known === search.tab) ?? 'settings',
    ...(state && { state }),
    ...(typeof kind === 'string' && KIND.test(kind) && { kind }),
    ...(typeof externalId === 'string' && EXTERNAL_ID.test(externalId) && { externalId }),
    ...(isId(event) && { event }),
  }
}

/** What of a text can be looked for. */
export function externalIdOf(text: string): string | undefined {
  const id = text.trim()
  return EXTERNAL_ID.test(id) ? id : undefined
}
