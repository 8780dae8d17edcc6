import { AppError, type ArticlePicture, type Id, MEDIA_BYTES_MAX, newId } from '@hilo/protocol'
import { type BlobStore, blobKeyOf } from '../../blobs/blob-store.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { enqueue } from '../job/enqueue.ts'
import { HEAD_BYTES, typeOfFile } from '../media/file-type.ts'
import { withoutMetadata } from '../media/metadata.ts'
import { checkSize, refusal } from '../media/store-file.ts'

/** For so long a picture waits for an article that has it: what is being written is not saved yet. */
export const UNUSED_MS = 7 * 24 * 3_600_000

const PLAN = statement(`
  insert into article_picture (org_id, id, mime_type, size, member_id, api_key_id)
  values ($1, $2, $3, $4, $5, $6)`)
const STORED = statement(`
  update article_picture set status = 'stored' where org_id = $1 and id = $2 and status = 'due'`)

type Ground = { db: Database; blobs: BlobStore }
type Upload = { size: number | null; bytes: AsyncIterable<Uint8Array> }

/**
 * Takes in a picture for articles. Its bytes say what it is, and it is kept without what says where and when
 * it was made. The row is written before the bytes, with the job that removes both unless an article has it.
 *
 * @throws AppError `invalid_request` when it is empty, too large or broken off, or no JPEG, PNG or WebP.
 */
export async function keepPicture(
  { db, blobs }: Ground,
  { orgId, actor }: { orgId: Id; actor: ActorIds },
  upload: Upload,
): Promise<ArticlePicture> {
  const raw = await whole(upload)
  const mimeType = typeOfFile(raw.subarray(0, HEAD_BYTES), '')
  // What can hold a script is none of these: a drawing in SVG is a text.
  const bytes = withoutMetadata(raw, mimeType)
  if (!bytes) throw noPicture()
  const id = newId()
  await db.withOrg(orgId, async (tx) => {
    await tx.query(PLAN, [orgId, id, mimeType, bytes.length, actor.memberId, actor.apiKeyId])
    await enqueue(tx, { kind: 'remove_picture', pictureId: id }, UNUSED_MS)
  })
  await blobs.put(blobKeyOf(orgId, id), only(bytes))
  await db.flight(orgId, [{ statement: STORED, values: [orgId, id] }])
  return { id, mimeType, size: bytes.length }
}

/** It is no more than 5 MB, and is read as a whole. */
async function whole({ size, bytes }: Upload): Promise<Buffer> {
  checkSize('image', size ?? 0)
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for await (const part of bytes) {
      length += part.byteLength
      if (length > MEDIA_BYTES_MAX.image) break
      parts.push(part)
    }
  } catch (cause) {
    throw new AppError('invalid_request', 'The picture broke off on its way. Send it again.', { cause })
  }
  checkSize('image', length)
  return Buffer.concat(parts)
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function noPicture(): AppError {
  return refusal(
    'This is no picture that an article can have. Save it as JPEG, PNG or WebP.',
    'Esto no es una imagen que un artículo pueda llevar. Guárdala como JPEG, PNG o WebP.',
  )
}
