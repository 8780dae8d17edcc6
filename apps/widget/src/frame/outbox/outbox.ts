import type { Content } from '@hilo/protocol'
import type { KeyValue } from '../storage.ts'
import { newClientId } from './client-id.ts'

/**
 * A message that the server has not confirmed. With `failure`, the code of its refusal, it waits for the
 * visitor.
 */
export type Outgoing = { clientId: string; content: Content; createdAt: string; failure?: string }

export type Outbox = {
  /** In the order in which they were written. */
  all(): Outgoing[]
  add(content: Content): Outgoing
  fail(clientId: string, failure: string): void
  retry(clientId: string): void
  remove(clientId: string): void
}

/**
 * What was written and is not stored yet, one storage entry a message: two tabs that write at the same
 * moment do not overwrite each other, and whichever comes back first sends for both. That may send a message
 * twice; its `clientId` makes it one.
 */
export function openOutbox(storage: KeyValue, widgetKey: string): Outbox {
  const prefix = `hilo:${widgetKey}:out:`
  // What no longer fits into the storage lives here, as long as the page.
  const unsaved = new Map<string, Outgoing>()

  const save = (outgoing: Outgoing) => {
    unsaved.set(outgoing.clientId, outgoing)
    try {
      storage.setItem(prefix + outgoing.clientId, JSON.stringify(outgoing))
      unsaved.delete(outgoing.clientId)
    } catch {}
  }
  const all = () => {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    const saved = keys.filter((key) => key.startsWith(prefix)).flatMap((key) => read(storage.getItem(key)))
    return [...saved, ...unsaved.values()].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
  }
  const change = (clientId: string, failure?: string) => {
    const outgoing = all().find((each) => each.clientId === clientId)
    if (outgoing) save({ ...outgoing, failure })
  }

  return {
    all,
    add(content) {
      const outgoing = { clientId: newClientId(), content, createdAt: laterThan(all().at(-1)) }
      save(outgoing)
      return outgoing
    },
    fail: (clientId, failure) => change(clientId, failure),
    retry: (clientId) => change(clientId),
    remove(clientId) {
      unsaved.delete(clientId)
      storage.removeItem(prefix + clientId)
    },
  }
}

/** Two messages of one millisecond, or a clock set back, must not change places. */
function laterThan(last: Outgoing | undefined): string {
  return new Date(Math.max(Date.now(), last ? Date.parse(last.createdAt) + 1 : 0)).toISOString()
}

function read(value: string | null): Outgoing[] {
  try {
    const outgoing = JSON.parse(value ?? '')
    return outgoing.clientId && outgoing.content?.type ? [outgoing] : []
  } catch {
    return []
  }
}
