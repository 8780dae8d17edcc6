import type { Id } from '@hilo/protocol'

/** When an id was made, by the clock of the node that made it (RFC 9562, section 5.7). */
export function timeOfId(id: Id): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))
}
