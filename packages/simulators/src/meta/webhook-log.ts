import { AppError, newId } from '@hilo/protocol'

/** One body on its way, or there: what was posted, how often, and what came back last. */
export type WebhookEntry = {
  id: string
  at: number
  url: string
  body: string
  headers: Record<string, string>
  attempts: number
  /** The last answer; 0: none in time. Null: not tried yet. */
  status: number | null
}

const KEPT_MAX = 100

export type WebhookLog = {
  add(entry: Pick<WebhookEntry, 'url' | 'body' | 'headers'>): WebhookEntry
  /** The newest first, without the headers that sign it. */
  recent(): Omit<WebhookEntry, 'headers'>[]
  /** @throws AppError `not_found` for one that is not kept any more. */
  find(id: string): WebhookEntry
}

/** The last hundred bodies. */
export function createWebhookLog(): WebhookLog {
  const entries: WebhookEntry[] = []
  return {
    add(sent) {
      const entry = { id: newId(), at: Date.now(), attempts: 0, status: null, ...sent }
      entries.unshift(entry)
      entries.length = Math.min(entries.length, KEPT_MAX)
      return entry
    },
    recent: () => entries.map(({ headers: _headers, ...entry }) => entry),
    find(id) {
      const entry = entries.find((candidate) => candidate.id === id)
      if (entry) return entry
      throw new AppError('not_found', `There is no webhook ${id} any more: the last ${KEPT_MAX} are kept.`)
    },
  }
}
