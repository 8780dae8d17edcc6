import { likeness, type MeaningWeights, meaningValue, type PackedVector, RANKED_MAX } from '@hilo/ai'
import type { ArticleKind, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Near } from '../vector/memory.ts'
import { readExact } from '../vector/vector.ts'
import { type Found, type Question, searchChunks } from './search.ts'

/** What is near to a question, as far as the bytes of the vectors tell. */
export type Nearby = { space: string; vector: PackedVector; near: readonly Near[]; weights: MeaningWeights }

/** So many are near: some of it is found no more, or left out by what may be seen. */
export const NEAR_MAX = 150

/** So many of the nearest are compared exactly: further down a place is worth little. */
const EXACT_MAX = 32

// Some of what is held in memory may be found no more, or by others than those who ask. Each `offset 0` keeps
// a look-up by the whole key one.
const SEEN = statement(`
  select c.id as "chunkId", c.article_id as "articleId", c.version, s.kind from unnest($2::uuid[]) as n (id)
  cross join lateral (
    select id, article_id, version from chunk
    where org_id = $1 and id = n.id and no is not null offset 0) c
  cross join lateral (
    select audience from article_version
    where org_id = $1 and article_id = c.article_id and version = c.version offset 0) v
  cross join lateral (
    select source_id from article where org_id = $1 and id = c.article_id offset 0) a
  cross join lateral (select kind from source where org_id = $1 and id = a.source_id offset 0) s
  where v.audience = any ($3)`)

type Seen = { chunkId: Id; articleId: Id; version: number; kind: ArticleKind }

const NO_WORDS = { title: 0, body: 0, trigram: 0, alternate: 0 }

/** The best chunks for a question, by its words and by what is near to it. */
export async function findChunks(
  tx: OrgTx,
  question: Question,
  nearby: Nearby | null = null,
): Promise<Found[]> {
  if (!nearby) return searchChunks(tx, question)
  const found = await searchChunks(tx, { ...question, limit: RANKED_MAX })
  const near = await rankNear(tx, question, nearby)
  const byId = new Map(found.map((chunk) => [chunk.chunkId, chunk]))
  for (const [at, { kind, likeness: meaning, ...chunk }] of near.entries()) {
    const value = meaningValue(nearby.weights[kind], at + 1)
    const known = byId.get(chunk.chunkId)
    if (!known && value === 0) continue
    const { score = 0, ...words } = known ?? NO_WORDS_FOUND
    byId.set(chunk.chunkId, { ...words, ...chunk, meaning, score: score + value })
  }
  // Sorting keeps the order of equals: that of the words.
  return [...byId.values()].sort((a, b) => b.score - a.score).slice(0, question.limit)
}

const NO_WORDS_FOUND = { ...NO_WORDS, score: 0 }

/** What may be seen of it, the nearest first. */
async function rankNear(
  tx: OrgTx,
  { audiences }: Question,
  { space, vector, near }: Nearby,
): Promise<(Seen & { likeness: number })[]> {
  const ids = near.map(({ chunkId }) => chunkId)
  const { rows } = await tx.query<Seen>(SEEN, [tx.orgId, ids, audiences])
  const seen = new Map(rows.map((row) => [row.chunkId, row]))
  const some = near.filter(({ chunkId }) => seen.has(chunkId)).slice(0, RANKED_MAX)
  const exact = await readExact(
    tx,
    space,
    some.slice(0, EXACT_MAX).map(({ chunkId }) => chunkId),
  )
  const ranked = some.map((one) => {
    const own = exact.get(one.chunkId)
    return own?.length === vector.exact.length ? { ...one, likeness: likeness(own, vector.exact) } : one
  })
  return ranked
    .sort((a, b) => b.likeness - a.likeness)
    .flatMap(({ chunkId, likeness: how }) => {
      const chunk = seen.get(chunkId)
      return chunk ? [{ ...chunk, likeness: how }] : []
    })
}
