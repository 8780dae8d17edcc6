import type { Id } from '@hilo/protocol'
import { type BlobStore, blobKeyOf } from '../../blobs/blob-store.ts'
import type { Database } from '../../db/database.ts'
import { FAILURE_WORDS, findMedia, type Media } from './media.ts'

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
  if (media.status === 'failed') {
    const reason = media.failure ? FAILURE_WORDS[media.failure] : 'This file could not be had.'
    return { type: 'none', reason }
  }
  const bytes = await blobs.open(blobKeyOf(orgId, id), range)
  return bytes
    ? { type: 'stored', media, bytes }
    : { type: 'none', reason: 'The bytes of this file are lost.' }
}
