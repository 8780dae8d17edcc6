import { assert, type Id, isId } from '@hilo/protocol'

/** Where the bytes of files are kept. A key is made of ids only, so no text of a contact is ever part of it. */
export type BlobStore = {
  /** Keeps what is given, whole or not at all. The same key again replaces it. */
  put(key: BlobKey, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** The bytes, or a part of them (`end` included); null when there are none. */
  open(key: BlobKey, range?: { start: number; end: number }): Promise<AsyncIterable<Uint8Array> | null>
  /** What is not there is removed already. */
  remove(key: BlobKey): Promise<void>
}

export type BlobKey = `${Id}/${Id}`

export function blobKeyOf(orgId: Id, id: Id): BlobKey {
  assert(isId(orgId) && isId(id), 'A blob is found by the ids of its org and its row.')
  return `${orgId}/${id}`
}
