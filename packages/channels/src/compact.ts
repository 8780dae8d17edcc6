import type { Content } from '@hilo/protocol'

/** Leaves absent fields out, so that equal messages are equal as objects and as JSON. */
export function compact<T extends Content>(content: T): T {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined)) as T
}
