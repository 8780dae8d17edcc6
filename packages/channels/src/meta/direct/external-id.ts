import { createHash } from 'node:crypto'
import { idOf } from '../json.ts'

/**
 * Ids for what the platform gives none. A message with several files becomes several messages here, and what
 * happens to a message needs an id that repeats when its webhook does. The platform's own ids have no `#`.
 */

/** More files than the platforms take in one message, 30. */
const PARTS_MAX = 60

/** The id of the nth message (from 1) that a platform's message becomes. */
export function partIdOf(mid: string, number: number): string {
  return number === 1 ? mid : `${mid}#${number}`
}

/**
 * The ids of all the messages that a platform's message may have become: what withdraws it withdraws each.
 */
export function partIdsOf(externalId: string): string[] {
  return [...Array(PARTS_MAX)].map((_, at) => partIdOf(externalId, at + 1))
}

/** An id made of what happened: the same again gives the same. */
export function eventIdOf(kind: string, ...parts: readonly (string | number | undefined)[]): string {
  const id = `#${[kind, ...parts.map((part) => part ?? '')].join(':')}`
  if (idOf(id) === id) return id
  return `#${kind}:${createHash('sha256').update(id).digest('hex')}`
}

/** The platform's id of a message, for quoting it; undefined when it has none. */
export function midOf(externalId: string): string | undefined {
  return externalId.split('#')[0] || undefined
}
