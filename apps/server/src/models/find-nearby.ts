import { type Model, type Placing, packVector } from '@hilo/ai'
import type { ArticleAudience, Id, MeaningOutcome, MeaningUse } from '@hilo/protocol'
import type { Database } from '../db/database.ts'
import { NEAR_MAX } from '../domain/chunk/find.ts'
import type { NearbyJudged } from '../domain/knowledge/weigh-evidence.ts'
import { readMeaning } from '../domain/vector/meaning.ts'
import type { VectorMemory } from '../domain/vector/memory.ts'

export type NearbyFound = {
  /** Null: the org has chosen nobody to place what it knows. */
  use: MeaningUse | null
  /** For each question; null: what has the words is all. */
  nearby: readonly NearbyJudged[] | null
}

type Asked = {
  orgId: Id
  /** Its calls belong to the answer. */
  model: Model
  questions: readonly string[]
  audiences: readonly ArticleAudience[]
  signal: AbortSignal
}

type Finding = { db: Database; vectors: VectorMemory }

/** Who asks waits for more than this; so long is waited for what may be done without. */
const PATIENCE_MS = 1_000

const NOT_HELD =
  'The vectors of the articles made room for others meanwhile, or are of another size than the provider sent.'

type End = { outcome: MeaningOutcome; reason?: string; nearby?: NearbyJudged[] }

/**
 * What is near to questions in meaning, where the org has chosen who places them and its own questions find
 * more by it. It never fails, and is never waited for long: the words are always there.
 */
export async function findNearby(finding: Finding, asked: Asked): Promise<NearbyFound> {
  const placing = asked.model.caps().places
  if (!placing) return { use: null, nearby: null }
  const beganAt = performance.now()
  const { outcome, reason = null, nearby = null } = await find(finding, asked, placing)
  const { provider, model } = placing
  const ms = Math.round(performance.now() - beganAt)
  return { use: { provider, model, outcome, reason, ms }, nearby }
}

async function find({ db, vectors }: Finding, asked: Asked, { space }: Placing): Promise<End> {
  const { orgId, model, questions, audiences } = asked
  const { weights, evidence, verdict, version } = await db.withOrg(orgId, (tx) => readMeaning(tx, space))
  if (verdict !== 'used') return { outcome: verdict ?? 'not_tried' }
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const signal = AbortSignal.any([asked.signal, patience])
  const isHeld = await orSlow(vectors.refresh(orgId, { space, version }), signal)
  if (isHeld === SLOW) return { outcome: 'slow', reason: 'The vectors are still being read.' }
  if (!isHeld) return { outcome: 'too_many' }
  const placed = await orSlow(model.place?.({ texts: questions }, signal), signal)
  if (placed === SLOW || !placed || (placed.type === 'failed' && signal.aborted)) return { outcome: 'slow' }
  if (placed.type === 'failed') return { outcome: 'failed', reason: placed.reason }
  const nearby: NearbyJudged[] = []
  for (const one of placed.vectors) {
    const vector = packVector(one)
    if (!vector) return { outcome: 'failed', reason: 'What the provider sent is no vector.' }
    const near = await vectors.nearest(orgId, { space, vector, audiences, limit: NEAR_MAX })
    if (!near) return { outcome: 'failed', reason: NOT_HELD }
    nearby.push({ space, vector, near, weights, evidence })
  }
  return { outcome: 'used', nearby }
}

const SLOW = Symbol('slow')

/** What comes later is left behind; its own end is written down all the same. */
function orSlow<T>(work: Promise<T> | undefined, signal: AbortSignal): Promise<T | undefined | typeof SLOW> {
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(SLOW)
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', giveUp))
  })
}
