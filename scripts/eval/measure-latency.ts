import { indexPieces } from '@hilo/ai'
import type { Ground } from '../../apps/server/src/app.ts'
import { statement } from '../../apps/server/src/db/statement.ts'
import { findChunks } from '../../apps/server/src/domain/chunk/find.ts'
import { searchChunks } from '../../apps/server/src/domain/chunk/search.ts'
import { createVectorMemory } from '../../apps/server/src/domain/vector/memory.ts'
import { openProofGround } from '../ground/open-ground.ts'
import { type MadeArticle, makeArticles } from './make-articles.ts'
import { piecesOf } from './memory-engine.ts'
import type { EvalSet } from './read-sets.ts'
import { seedKnowledge } from './seed-knowledge.ts'
import { anyVector, SPACE, seedVectors } from './seed-vectors.ts'
import { anOrg } from './sql-engine.ts'

export type LatencyFigures = {
  server: Spread
  memory: Spread
  /** With what is near in meaning, but without the call that places the question; null: not measured. */
  meaning: (Spread & { readMs: number }) | null
  indexedMs: number
  /** Of the postings with their key. */
  bytes: number
}

type Spread = { median: number; p95: number }
type Asked = { question: string; language: string }

const QUESTIONS = 200
const LIMIT = 20
const NEAR_MAX = 150
const VECTOR_BYTES_MAX = 2_147_483_648
const SIZE = statement("select pg_total_relation_size('posting')::float8 as bytes")

type Measured = { chunks: number; dimensions: number | null }

/**
 * Searches an org of so many chunks, one question after the other, by the server and in memory; with vectors
 * of so many dimensions also by meaning.
 */
export async function measureLatency(
  sets: readonly EvalSet[],
  { chunks, dimensions }: Measured,
): Promise<LatencyFigures> {
  const asked = questionsOf(sets)
  const ground = await openProofGround()
  const orgId = await anOrg(ground)
  const startedAt = performance.now()
  await seedKnowledge(ground, orgId, makeArticles(sets, chunks))
  const indexedMs = performance.now() - startedAt
  const server = await timeServer(ground, orgId, asked)
  const meaning = dimensions === null ? null : await timeMeaning(ground, orgId, { dimensions, asked })
  const { rows } = await ground.db.withOrg(orgId, (tx) => tx.query<{ bytes: number }>(SIZE))
  await ground.close()
  const memory = await timeMemory([...makeArticles(sets, chunks)], asked)
  return { server, memory, meaning, indexedMs, bytes: rows[0]?.bytes ?? 0 }
}

function questionsOf(sets: readonly EvalSet[]): Asked[] {
  const all = sets.flatMap(({ questions, language }) =>
    questions.map(({ text }) => ({ question: text, language })),
  )
  const step = Math.max(Math.floor(all.length / QUESTIONS), 1)
  return all.filter((_, at) => at % step === 0).slice(0, QUESTIONS)
}

async function timeServer({ db }: Ground, orgId: string, asked: readonly Asked[]): Promise<Spread> {
  const search = (one: Asked) =>
    db.withOrg(orgId, (tx) => searchChunks(tx, { ...one, audiences: ['public'], limit: LIMIT }))
  const times: number[] = []
  for (const one of asked) times.push(await timeOf(() => search(one)))
  return spreadOf(times)
}

type WithVectors = { dimensions: number; asked: readonly Asked[] }

async function timeMeaning(ground: Ground, orgId: string, { dimensions, asked }: WithVectors) {
  await seedVectors(ground, orgId, dimensions)
  const { db } = ground
  const vectors = createVectorMemory(db, VECTOR_BYTES_MAX)
  const beganAt = performance.now()
  await vectors.refresh(orgId, { space: SPACE, version: 1 })
  const readMs = performance.now() - beganAt
  const audiences = ['public'] as const
  const search = async (one: Asked) => {
    const vector = anyVector(dimensions)
    const near = await vectors.nearest(orgId, { space: SPACE, vector, audiences, limit: NEAR_MAX })
    const nearby = { space: SPACE, vector, near: near ?? [], weights: { page: 1, faq: 1 } }
    return db.withOrg(orgId, (tx) => findChunks(tx, { ...one, audiences, limit: LIMIT }, nearby))
  }
  const times: number[] = []
  for (const one of asked) times.push(await timeOf(() => search(one)))
  return { ...spreadOf(times), readMs }
}

async function timeMemory(articles: readonly MadeArticle[], asked: readonly Asked[]): Promise<Spread> {
  const index = indexPieces(piecesOf(articles.map((article, at) => ({ ...article, id: String(at) }))))
  const times: number[] = []
  for (const { question, language } of asked) {
    times.push(await timeOf(async () => index.search(question, { language, limit: LIMIT })))
  }
  return spreadOf(times)
}

/** The middle one of three: what else the machine does now and then is not meant. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < 3; at++) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  return spreadOf(times).median
}

function spreadOf(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
  return { median: at(0.5), p95: at(0.95) }
}
