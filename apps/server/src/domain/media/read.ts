import type { Id } from '@hilo/protocol'
import { type BlobStore, blobKeyOf } from '../../blobs/blob-store.ts'
import { decodeOrNull } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Media } from './media.ts'

const FIND = statement(`
  select id, conversation_id as "conversationId", status, mime_type as "mimeType", size::float8 as size,
         encode(sha256, 'hex') as sha256, failure
  from media where org_id = $1 and id = $2`)

/** The row of a file; null when the org has none of this id. */
export async function findMedia(db: Database, orgId: Id, id: Id): Promise<Media | null> {
  const [found] = await db.flight(orgId, [{ statement: FIND, values: [orgId, id] }])
  const row = found?.rows[0] as (Omit<Media, 'failure'> & { failure: Buffer | null }) | undefined
  return row ? { ...row, failure: decodeOrNull<string>(row.failure) } : null
}

export type MediaBytes =
  | { type: 'stored'; media: Media; bytes: AsyncIterable<Uint8Array> }
  /** They are being fetched: ask again in a moment. */
  | { type: 'due' }
  | { type: 'none'; reason: string }

/** The bytes of a file, as far as they are here. `range` is in bytes, its end included. */
export async function readMedia(
  { db, blobs }: { db: Database; blobs: BlobStore },
  { orgId, id }: { orgId: Id; id: Id },
  range?: { start: number; end: number },
): Promise<MediaBytes> {
  const media = await findMedia(db, orgId, id)
  if (!media) return { type: 'none', reason: 'There is no such file.' }
  if (media.status === 'due') return { type: 'due' }
  if (media.status === 'gone') return { type: 'none', reason: 'This file was deleted.' }
  if (media.status === 'failed')
    return { type: 'none', reason: media.failure ?? 'This file could not be had.' }
  const bytes = await blobs.open(blobKeyOf(orgId, id), range)
  return bytes
    ? { type: 'stored', media, bytes }
    : { type: 'none', reason: 'The bytes of this file are lost.' }
}
