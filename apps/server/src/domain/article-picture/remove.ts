import type { Id } from '@hilo/protocol'
import { type BlobStore, blobKeyOf } from '../../blobs/blob-store.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const LOCK = statement('select id from article_picture where org_id = $1 and id = $2 for update')
// In a statement of its own: what was written while the lock was waited for is seen.
const GIVE_UP = statement(`
  update article_picture p set status = 'gone' where org_id = $1 and id = $2 and not exists (
    select 1 from article_picture_use u where u.org_id = p.org_id and u.picture_id = p.id) returning 1`)
const FORGET = statement("delete from article_picture where org_id = $1 and id = $2 and status = 'gone'")

/** Removes a picture that no version of an article has. Safe to repeat. */
export async function removePicture(
  { db, blobs }: { db: Database; blobs: BlobStore },
  orgId: Id,
  pictureId: Id,
): Promise<void> {
  const isGone = await db.withOrg(orgId, async (tx) => {
    await tx.query(LOCK, [orgId, pictureId])
    return (await tx.query(GIVE_UP, [orgId, pictureId])).rowCount === 1
  })
  if (!isGone) return
  await blobs.remove(blobKeyOf(orgId, pictureId))
  await db.flight(orgId, [{ statement: FORGET, values: [orgId, pictureId] }])
}
