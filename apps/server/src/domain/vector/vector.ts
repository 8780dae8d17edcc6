import type { PackedVector } from '@hilo/ai'
import type { ArticleAudience, Id } from '@hilo/protocol'
import { decodeRaw, encodeRaw } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type DescribedChunk, describeChunks } from '../chunk/describe.ts'

// Where chunks stand in the space of the model that their org has chosen.

const MISSING = statement(`
  select c.no, c.id as "chunkId" from chunk c
  where c.org_id = $1 and c.no > $3 and not exists (
    select 1 from chunk_vector v where v.org_id = $1 and v.chunk_id = c.id and v.space = $2)
  order by c.no limit $4`)
const KNOWN = statement(`
  select distinct on (text_hash) text_hash as hash, dimensions, small, scale, exact from chunk_vector
  where org_id = $1 and text_hash = any ($2) and space = $3`)
const RAISE = statement(`
  update knowledge set vector_version = vector_version + 1 where org_id = $1 and id = $1
  returning vector_version as version`)
const SAVE = statement(`
  insert into chunk_vector (org_id, chunk_id, space, text_hash, audience, dimensions, small, scale, version,
                            exact)
  select $1, t.chunk_id, t.space, t.text_hash, t.audience, t.dimensions, t.small, t.scale, $9, t.exact
  from unnest($2::uuid[], $3::text[], $4::bytea[], $5::text[], $6::int[], $7::bytea[],
                                 $8::real[], $10::bytea[])
    as t (chunk_id, space, text_hash, audience, dimensions, small, scale, exact)
  on conflict (org_id, chunk_id, space) do update set text_hash = excluded.text_hash,
    dimensions = excluded.dimensions, small = excluded.small, scale = excluded.scale, exact = excluded.exact,
    version = excluded.version`)
const RESTRICT = statement(`
  update chunk_vector v set audience = 'internal', version = $3 from chunk c
  where v.org_id = $1 and c.org_id = v.org_id and c.id = v.chunk_id and c.article_id = any ($2)`)
const EXACT = statement(`
  select chunk_id as "chunkId", exact from chunk_vector
  where org_id = $1 and chunk_id = any ($2) and space = $3 and dimensions > 0`)
// Of another space, or of chunks that are found no more: their words may be needed until the new are placed.
const FORGET = statement(`
  delete from chunk_vector where org_id = $1 and (chunk_id, space) in (
    select v.chunk_id, v.space from chunk_vector v join chunk c on c.org_id = v.org_id and c.id = v.chunk_id
    where v.org_id = $1 and (v.space is distinct from $2 or c.no is null) limit $3)`)

const FORGOTTEN_AT_ONCE = 5_000

/** A chunk that is found and has no vector in a space. */
export type MissingChunk = DescribedChunk & { no: number }

/** Null where the provider refuses the words. */
export type NewVector = { chunkId: Id; audience: ArticleAudience; hash: Buffer; packed: PackedVector | null }

/** The next chunks without a vector in a space, from a number on. */
export async function readMissing(
  tx: OrgTx,
  { space, after, limit }: { space: string; after: number; limit: number },
): Promise<MissingChunk[]> {
  const { rows } = await tx.query<{ no: number; chunkId: Id }>(MISSING, [tx.orgId, space, after, limit])
  const numbers = new Map(rows.map(({ chunkId, no }) => [chunkId, no]))
  return (await describeChunks(tx, rows)).map((chunk) => ({ ...chunk, no: numbers.get(chunk.chunkId) ?? 0 }))
}

type Kept = { hash: Buffer; dimensions: number; small: Buffer; scale: number; exact: Buffer }

/** The vectors of words that were placed already, by the hash of the words in hexadecimal digits. */
export async function readKnown(
  tx: OrgTx,
  space: string,
  hashes: readonly Buffer[],
): Promise<Map<string, PackedVector | null>> {
  const { rows } = await tx.query<Kept>(KNOWN, [tx.orgId, hashes, space])
  return new Map(
    rows.map(({ hash, dimensions, small, scale, exact }) => [
      decodeRaw(hash).toString('hex'),
      dimensions === 0 ? null : { small: toBytes(small), scale, exact: toFloats(exact) },
    ]),
  )
}

/** Writes vectors, and lets who holds them in memory know that there are new ones. */
export async function saveVectors(tx: OrgTx, space: string, vectors: readonly NewVector[]): Promise<void> {
  if (vectors.length === 0) return
  const { rows } = await tx.query<{ version: number }>(RAISE, [tx.orgId])
  const packed = vectors.map((one) => one.packed ?? NOTHING)
  await tx.query(SAVE, [
    ...[tx.orgId, vectors.map(({ chunkId }) => chunkId), vectors.map(() => space)],
    ...[vectors.map(({ hash }) => hash), vectors.map(({ audience }) => audience)],
    ...[packed.map(({ exact }) => exact.length), packed.map(({ small }) => encodeRaw(bytesOf(small)))],
    ...[
      packed.map(({ scale }) => scale),
      rows[0]?.version,
      packed.map(({ exact }) => encodeRaw(bytesOf(exact))),
    ],
  ])
}

/** Keeps what is near to a question from contacts, for who holds it in memory too. */
export async function restrictVectors(tx: OrgTx, articleIds: readonly Id[]): Promise<void> {
  const { rows } = await tx.query<{ version: number }>(RAISE, [tx.orgId])
  await tx.query(RESTRICT, [tx.orgId, articleIds, rows[0]?.version])
}

const NOTHING: PackedVector = { small: new Int8Array(), scale: 0, exact: new Float32Array() }

/** The exact vectors of chunks. */
export async function readExact(
  tx: OrgTx,
  space: string,
  chunkIds: readonly Id[],
): Promise<Map<Id, Float32Array>> {
  const { rows } = await tx.query<{ chunkId: Id; exact: Buffer }>(EXACT, [tx.orgId, chunkIds, space])
  return new Map(rows.map(({ chunkId, exact }) => [chunkId, toFloats(exact)]))
}

/**
 * Removes some of the vectors that nothing is found by any more: of other spaces, and of chunks that are
 * found no more; null: all of them.
 *
 * @returns whether there may be more.
 */
export async function forgetVectors(tx: OrgTx, space: string | null): Promise<boolean> {
  const { rowCount } = await tx.query(FORGET, [tx.orgId, space, FORGOTTEN_AT_ONCE])
  return rowCount === FORGOTTEN_AT_ONCE
}

function bytesOf({ buffer, byteOffset, byteLength }: Int8Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

export function toBytes(kept: Buffer): Int8Array {
  return new Int8Array(decodeRaw(kept))
}

/** They are copied: four bytes together begin where a multiple of four does. */
function toFloats(kept: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(decodeRaw(kept)).buffer)
}
