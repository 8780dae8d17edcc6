import { Content } from '@hilo/protocol'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { ChannelEvent } from '../channel.ts'

/** Breaks bodies of webhooks, and says what must still hold of their events. */

// Values of every kind of JSON, and those that JavaScript treats specially.
const intruder = fc.oneof(
  fc.constantFrom(
    null,
    '',
    0,
    -1,
    1e300,
    true,
    [],
    {},
    [null],
    [[]],
    '\0',
    '__proto__',
    'constructor',
    'a\nb',
    '\ud83d',
  ),
  fc.constantFrom('x'.repeat(100_000), 'DE.ENT.1', '1795300000', { length: 1 }, { toString: 1, valueOf: 2 }),
  fc.jsonValue({ maxDepth: 3 }),
)
export type Mutation = { at: number; drop: boolean; value: unknown }
/** A change at one place of a JSON tree. */
export const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  drop: fc.boolean(),
  value: intruder,
})

/** Drops or replaces the nth value of a JSON tree, wherever it lies. */
export function mutate(body: unknown, { at, drop, value }: Mutation): unknown {
  const root = { body: structuredClone(body) }
  const places: [parent: Record<string, unknown>, key: string][] = []
  const visit = (parent: Record<string, unknown>) => {
    for (const key of Object.keys(parent)) {
      places.push([parent, key])
      const child = parent[key]
      if (typeof child === 'object' && child !== null) visit(child as Record<string, unknown>)
    }
  }
  visit(root)
  const place = places[at % places.length]
  if (!place) return root.body
  const [parent, key] = place
  if (!drop) parent[key] = structuredClone(value)
  else if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else delete parent[key]
  return root.body
}

/** Every event has what it takes to be stored: its ids, its times, and a content of a known kind. */
export function expectStorable(events: readonly ChannelEvent[]): void {
  expect(JSON.stringify(events)).not.toMatch(/"(sentAt|at)":null/)
  for (const event of events) {
    if ('kind' in event) expect(event.kind).not.toBe('')
    if ('externalId' in event) expect(event.externalId).not.toBe('')
    if (event.type !== 'account' && event.type !== 'other') expect(event.account).not.toBe('')
    if (event.type === 'seen' || event.type === 'handover') expect(event.contact.length).toBeGreaterThan(0)
    if (event.type !== 'message') continue
    expect(event.sender.length).toBeGreaterThan(0)
    expect(Content.safeParse(event.content).success).toBe(true)
  }
}
