import { type ArticleKind, type Id, ArticleKind as Kinds } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type DescribedChunk, describeChunks } from '../chunk/describe.ts'
import { readExact } from './vector.ts'

/** So many of each kind are asked; what they are found among is all of them. */
const PER_KIND = 150
/** A chunk is described with the whole of its article. */
const AT_ONCE = 25

// By a hash, so that it is a sample of all of them, and the same one for the same chunks.
const SAMPLE = statement(`
  select c.id as "chunkId" from chunk c
  join chunk_vector v on v.org_id = c.org_id and v.chunk_id = c.id and v.space = $3 and v.dimensions > 0
  join article a on a.org_id = c.org_id and a.id = c.article_id
  join source s on s.org_id = a.org_id and s.id = a.source_id
  where c.org_id = $1 and c.no is not null and s.kind = $2 order by md5(c.id::text) limit $4`)

export type SampledChunk = { chunk: DescribedChunk; vector: Float32Array }

/** Some chunks of each kind that are found and placed, with their vectors. */
export async function sampleChunks(db: Database, orgId: Id, space: string): Promise<SampledChunk[]> {
  const sampled: SampledChunk[] = []
  for (const kind of Kinds.options) sampled.push(...(await sampleKind(db, orgId, { space, kind })))
  return sampled
}

async function sampleKind(
  db: Database,
  orgId: Id,
  { space, kind }: { space: string; kind: ArticleKind },
): Promise<SampledChunk[]> {
  const { rows } = await db.withOrg(orgId, (tx) =>
    tx.query<{ chunkId: Id }>(SAMPLE, [orgId, kind, space, PER_KIND]),
  )
  const sampled: SampledChunk[] = []
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE)
    const { chunks, vectors } = await db.withOrg(orgId, async (tx) => ({
      chunks: await describeChunks(tx, some),
      vectors: await readExact(
        tx,
        space,
        some.map(({ chunkId }) => chunkId),
      ),
    }))
    sampled.push(
      ...chunks.flatMap((chunk) => {
        const vector = vectors.get(chunk.chunkId)
        return vector ? [{ chunk, vector }] : []
      }),
    )
  }
  return sampled
}
