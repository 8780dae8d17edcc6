import { setImmediate as breathe } from 'node:timers/promises'
import type { PackedVector } from '@hilo/ai'
import type { ArticleAudience, Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { bytesFor, type Held, isFull, openHeld, readNew, sizeOf } from './held.ts'

/**
 * The vectors of orgs that ask, a byte for each dimension, in the memory of this process. All of them are
 * looked at: for as many chunks as an org has, that is fast, and nothing near is missed.
 */
export type VectorMemory = {
  /**
   * Reads what is new of an org up to a version.
   *
   * @returns false: its vectors are more than this process may hold.
   */
  refresh(orgId: Id, at: Version): Promise<boolean>
  /**
   * The nearest chunks, the nearest first; also some that are found no more. Null: others needed the memory
   * meanwhile, or the vector is of another size than those that are held.
   */
  nearest(orgId: Id, asked: Asked): Promise<Near[] | null>
}

export type Near = { chunkId: Id; likeness: number }

type Version = { space: string; version: number }
type Asked = { space: string; vector: PackedVector; audiences: readonly ArticleAudience[]; limit: number }

/** So many products are summed up before others get their turn: about five milliseconds. */
const PRODUCTS_AT_ONCE = 4_000_000

/** `upTo`: the version to which it was read. */
type Org = { held: Held | null; upTo: number; reading: Promise<boolean> | null; usedAt: number }

type Memory = { orgs: Map<Id, Org>; bytesMax: number }

export function createVectorMemory(db: Database, bytesMax: number): VectorMemory {
  const memory: Memory = { orgs: new Map(), bytesMax }
  const { orgs } = memory
  return {
    async refresh(orgId, at) {
      const org = orgs.get(orgId) ?? { held: null, upTo: -1, reading: null, usedAt: 0 }
      orgs.set(orgId, org)
      org.usedAt = performance.now()
      if (org.held?.space === at.space && org.upTo >= at.version) return true
      org.reading ??= read({ db, memory, org }, orgId, at).finally(() => {
        org.reading = null
      })
      return org.reading
    },
    async nearest(orgId, asked) {
      const held = orgs.get(orgId)?.held
      if (held?.space !== asked.space) return null
      if (held.count === 0) return []
      return held.dimensions === asked.vector.small.length ? scan(held, asked) : null
    },
  }
}

type Reading = { db: Database; memory: Memory; org: Org }

/** @returns false: there is no room for it. */
async function read({ db, memory, org }: Reading, orgId: Id, { space, version }: Version): Promise<boolean> {
  const size = await db.withOrg(orgId, (tx) => sizeOf(tx, space))
  if (!org.held || org.held.space !== space || isFull(org.held, size)) {
    org.held = null
    if (!makeRoom(memory, orgId, bytesFor(size))) return false
    org.held = openHeld(space, size)
  }
  const { held } = org
  for (let hasMore = true; hasMore; ) hasMore = await db.withOrg(orgId, (tx) => readNew(tx, held))
  org.upTo = version
  return true
}

/** Room for one more: who was asked longest ago goes first. */
function makeRoom({ orgs, bytesMax }: Memory, orgId: Id, bytes: number): boolean {
  if (bytes > bytesMax) return false
  const others = [...orgs].filter(([id]) => id !== orgId).sort((a, b) => a[1].usedAt - b[1].usedAt)
  let used = others.reduce((sum, [, org]) => sum + bytesOf(org), 0)
  for (const [id, org] of others) {
    if (used + bytes <= bytesMax) break
    used -= bytesOf(org)
    orgs.delete(id)
  }
  return true
}

function bytesOf({ held }: Org): number {
  return held?.bytes ?? 0
}

async function scan(held: Held, { vector, audiences, limit }: Asked): Promise<Near[]> {
  const best: { at: number; likeness: number }[] = []
  const rows = Math.max(Math.floor(PRODUCTS_AT_ONCE / held.dimensions), 1)
  const isWanted = [audiences.includes('public'), audiences.includes('internal')]
  // What is written meanwhile is for the next question.
  const { count } = held
  for (let from = 0; from < count; from += rows) {
    if (from > 0) await breathe()
    for (let at = from; at < Math.min(from + rows, count); at++) {
      if (!isWanted[held.internal[at] as number]) continue
      const likeness = productOf(held.small, at * held.dimensions, vector.small) * (held.scales[at] as number)
      if (best.length < limit || likeness > (best.at(-1)?.likeness ?? 0)) put(best, { at, likeness }, limit)
    }
  }
  return best.map(({ at, likeness }) => ({
    ...{ chunkId: held.ids[at] as Id, likeness: likeness * vector.scale },
  }))
}

function put(best: { at: number; likeness: number }[], one: (typeof best)[number], limit: number): void {
  let place = best.length
  while (place > 0 && (best[place - 1]?.likeness ?? 0) < one.likeness) place--
  best.splice(place, 0, one)
  if (best.length > limit) best.pop()
}

/** Four sums side by side, in whole numbers: else one waits for the other, and each is rounded. */
function productOf(rows: Int8Array, from: number, vector: Int8Array): number {
  const { length } = vector
  const whole = length - (length % 4)
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let at = 0
  for (; at < whole; at += 4) {
    const row = from + at
    a = (a + Math.imul(rows[row] as number, vector[at] as number)) | 0
    b = (b + Math.imul(rows[row + 1] as number, vector[at + 1] as number)) | 0
    c = (c + Math.imul(rows[row + 2] as number, vector[at + 2] as number)) | 0
    d = (d + Math.imul(rows[row + 3] as number, vector[at + 3] as number)) | 0
  }
  for (; at < length; at++) a = (a + Math.imul(rows[from + at] as number, vector[at] as number)) | 0
  return a + b + c + d
}
