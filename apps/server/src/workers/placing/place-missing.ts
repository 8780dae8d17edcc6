import type { Model, PackedVector } from '@hilo/ai'
import type { Id, ModelFault } from '@hilo/protocol'
import { encodeRaw } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import type { VectorMemory } from '../../domain/vector/memory.ts'
import { type MissingChunk, readKnown, readMissing, saveVectors } from '../../domain/vector/vector.ts'
import { placeTexts } from '../../models/place-texts.ts'
import { wordedOf } from '../../models/worded.ts'
import { persist } from '../persist.ts'

/** As many as go with one call. */
const BATCH = 128

export type Placing = {
  db: Database
  orgId: Id
  model: Model
  space: string
  /** What was placed, as it is looked at. */
  vectors: VectorMemory
  signal: AbortSignal
}
/** `more`: time was up; `placed`: how many chunks. */
export type PlacedSome = {
  end: 'done' | 'more' | { fault: ModelFault; reason: string }
  placed: number
}

/**
 * Places chunks that have no vector, batch by batch; what was placed is kept, however it ends. Words that
 * were placed before, in another version, are not sent again.
 */
export async function placeMissing(placing: Placing, untilMs: number): Promise<PlacedSome> {
  const { db, orgId, space, signal } = placing
  let placed = 0
  for (let after = -1; ; ) {
    const asked = { space, after, limit: BATCH }
    const chunks = await persist(() => db.withOrg(orgId, (tx) => readMissing(tx, asked)))
    if (chunks.length === 0) return { end: 'done', placed }
    const failure = await placeBatch(placing, chunks)
    if (failure) return { end: failure, placed }
    placed += chunks.length
    after = chunks.at(-1)?.no ?? after
    if (signal.aborted || performance.now() > untilMs) return { end: 'more', placed }
  }
}

async function placeBatch(
  { db, orgId, model, space, signal }: Placing,
  chunks: readonly MissingChunk[],
): Promise<{ fault: ModelFault; reason: string } | null> {
  const worded = chunks.map((chunk) => wordsOf(chunk))
  const known = await persist(() =>
    db.withOrg(orgId, (tx) =>
      readKnown(
        tx,
        space,
        worded.map(({ hash }) => encodeRaw(hash)),
      ),
    ),
  )
  const vectors = new Map<string, PackedVector | null>(known)
  const fresh = worded.filter(
    ({ name }, at) => !known.has(name) && worded.findIndex((one) => one.name === name) === at,
  )
  const placed = await placeTexts(
    model,
    fresh.map(({ text }) => text),
    signal,
  )
  if (placed.type === 'failed') return placed
  for (const [at, { name }] of fresh.entries()) vectors.set(name, placed.vectors[at] ?? null)
  const rows = worded.map(({ chunkId, audience, hash, name }) => ({
    ...{ chunkId, audience, hash: encodeRaw(hash), packed: vectors.get(name) ?? null },
  }))
  await persist(() => db.withOrg(orgId, (tx) => saveVectors(tx, space, rows)))
  return null
}

function wordsOf(chunk: MissingChunk) {
  const { chunkId, audience, text: body } = chunk
  return { chunkId, audience, ...wordedOf({ ...chunk, body }) }
}
