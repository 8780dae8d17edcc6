import { refusal } from './graph-error.ts'
import type { BusinessNumber, Person, WhatsApp } from './world.ts'

/** One more message to the same person every six seconds. */
const PAIR_MS = 6_000

/**
 * Counts a send against the throughput of its number and the rate of the pair.
 *
 * @throws GraphError 130429 or 131056; then it is not counted.
 */
export function countSend(world: WhatsApp, number: BusinessNumber, person: Person): void {
  const { sendsPerSecondMax, pairBurstMax } = world.settings
  const ofNumber = recent(world, number.phoneNumberId, 1_000)
  if (ofNumber.length >= sendsPerSecondMax) throw refusal('130429')
  const ofPair = recent(world, `${number.phoneNumberId} ${person.id}`, PAIR_MS * pairBurstMax)
  if (ofPair.length >= pairBurstMax) throw refusal('131056')
  const now = Date.now()
  ofNumber.push(now)
  // A pair without a limit needs no memory.
  if (pairBurstMax < 1_000) ofPair.push(now)
}

function recent(world: WhatsApp, key: string, withinMs: number): number[] {
  const since = Date.now() - withinMs
  const kept = (world.recentSends.get(key) ?? []).filter((at) => at > since)
  world.recentSends.set(key, kept)
  return kept
}
