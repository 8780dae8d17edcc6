import type { Id } from '@hilo/protocol'
import { type BlobStore, blobKeyOf } from '../../blobs/blob-store.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// From then on no message can take it, and a repeated job finds it again.
const GIVE_UP = statement(`
  update media set status = 'gone'
  where org_id = $1 and id = $2 and unsent_until is not null and unsent_until <= now() returning 1`)
const FORGET = statement("delete from media where org_id = $1 and id = $2 and status = 'gone'")

/** Removes a file that nobody sent in time. One that a message carries stays. Safe to repeat. */
export async function removeUnsent(
  { db, blobs }: { db: Database; blobs: BlobStore },
  orgId: Id,
  mediaId: Id,
): Promise<void> {
  const [given] = await db.flight(orgId, [{ statement: GIVE_UP, values: [orgId, mediaId] }])
  if (!given?.rows.length) return
  await blobs.remove(blobKeyOf(orgId, mediaId))
  await db.flight(orgId, [{ statement: FORGET, values: [orgId, mediaId] }])
}
