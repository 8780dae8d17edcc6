/**
 * Brings webhooks to the server the way Meta does: signed, repeated until they are acknowledged, and, when a
 * test asks for it, twice, late, out of order or several in one body. It knows no platform: `bodyOf` builds
 * the envelope.
 */
import type { Timers } from '../timers.ts'
import { printMetaJson } from './json.ts'
import type { Poster } from './post.ts'
import { signatureHeaders } from './signature.ts'
import { createWebhookLog, type WebhookEntry, type WebhookLog } from './webhook-log.ts'

export type WebhookTarget = { url: string; appSecret: string }

export type WebhookOptions = {
  /** How often an acknowledged webhook comes a second time, 0 to 1. */
  duplicateProbability: number
  /** How often a webhook leaves its lane and arrives later than those after it, 0 to 1. */
  reorderProbability: number
  /** How many items of one lane share a body at most. */
  batchMax: number
  /** How long a lane waits before it posts, so that items gather. */
  delayMs: number
  /** How often a webhook is tried before it is given up. */
  attemptsMax: number
}

/** Each webhook once, in order and alone, as soon as it is there. */
export const PLAIN_WEBHOOKS: WebhookOptions = {
  duplicateProbability: 0,
  reorderProbability: 0,
  batchMax: 1,
  delayMs: 0,
  attemptsMax: 200,
}

type WebhookCounts = {
  pending: number
  posted: number
  acknowledged: number
  refused: number
  duplicated: number
  abandoned: number
}

export type WebhookQueue<Item> = {
  /** Items of one lane arrive in order, one after the other; lanes do not wait for each other. */
  push(lane: string, item: Item): void
  counts(): WebhookCounts
  /** The last bodies, the newest first. */
  recent(): ReturnType<WebhookLog['recent']>
  /** Posts the same bytes once more; gives the answer. @throws AppError `not_found` */
  repeat(id: string): Promise<number>
}

type Parts<Item> = {
  options: WebhookOptions
  timers: Timers
  poster: Poster
  bodyOf(items: readonly Item[]): unknown
  /** Asked at every attempt, so that a server that came back elsewhere is found. Null drops the item. */
  targetOf(item: Item): WebhookTarget | null
  onAcknowledged(item: Item): void
}

const RETRY_MS = 250
const RETRY_MAX_MS = 4_000

export function createWebhookQueue<Item>(parts: Parts<Item>): WebhookQueue<Item> {
  const { options, timers } = parts
  const lanes = new Map<string, Item[]>()
  const log = createWebhookLog()
  const counts = { pending: 0, posted: 0, acknowledged: 0, refused: 0, duplicated: 0, abandoned: 0 }

  function enqueue(lane: string, item: Item): void {
    const waiting = lanes.get(lane)
    if (waiting) {
      waiting.push(item)
      return
    }
    lanes.set(lane, [item])
    void drain(lane)
  }

  async function drain(lane: string): Promise<void> {
    const waiting = lanes.get(lane)
    while (waiting && waiting.length > 0) {
      if (options.delayMs > 0) await timers.pause(options.delayMs)
      const items = waiting.splice(0, Math.max(1, options.batchMax))
      const acknowledged = await deliver({ ...parts, log }, counts, items)
      counts.pending -= items.length
      if (acknowledged) items.forEach(parts.onAcknowledged)
    }
    lanes.delete(lane)
  }

  return {
    push(lane, item) {
      counts.pending += 1
      if (Math.random() >= options.reorderProbability) return enqueue(lane, item)
      timers.after(20 + Math.random() * 480, () => enqueue(`${lane} late ${Math.random()}`, item))
    },
    counts: () => ({ ...counts }),
    recent: log.recent,
    repeat: (id) => postEntry(parts, log.find(id)),
  }
}

/** True when the webhook was acknowledged, false when it was given up. */
async function deliver<Item>(
  parts: Parts<Item> & { log: WebhookLog },
  counts: WebhookCounts,
  items: readonly Item[],
): Promise<boolean> {
  const { options, timers, log } = parts
  const [first] = items
  const body = printMetaJson(parts.bodyOf(items))
  let entry: WebhookEntry | null = null
  let waitMs = RETRY_MS
  for (let attempt = 1; attempt <= options.attemptsMax; attempt++) {
    const target = first === undefined ? null : parts.targetOf(first)
    if (!target || timers.isStopped()) break
    counts.posted += 1
    // The secret and the address may have changed since the last attempt.
    const signed = { url: target.url, body, headers: signatureHeaders(body, target.appSecret) }
    entry = entry ? Object.assign(entry, signed) : log.add(signed)
    const sent = entry
    if ((await postEntry(parts, sent)) === 200) {
      counts.acknowledged += 1
      if (Math.random() < options.duplicateProbability) {
        counts.duplicated += 1
        timers.after(20 + Math.random() * 1_480, () => void postEntry(parts, sent))
      }
      return true
    }
    counts.refused += 1
    await timers.pause(waitMs)
    waitMs = Math.min(waitMs * 2, RETRY_MAX_MS)
  }
  counts.abandoned += 1
  return false
}

async function postEntry<Item>({ poster }: Parts<Item>, entry: WebhookEntry): Promise<number> {
  entry.attempts += 1
  entry.status = await poster.post(entry.url, entry.body, entry.headers)
  return entry.status
}
