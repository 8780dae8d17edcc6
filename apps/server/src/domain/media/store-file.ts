import { createHash, type Hash } from 'node:crypto'
import { AppError, type Id, MEDIA_BYTES_MAX, newId } from '@hilo/protocol'
import { type BlobStore, blobKeyOf } from '../../blobs/blob-store.ts'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { enqueue } from '../job/enqueue.ts'
import { type FileKind, kindOfType } from './file-type.ts'

/** For how long a file waits for the message that carries it. */
const UNSENT_MS = 24 * 3_600_000

const PLAN = statement(`
  insert into media (org_id, id, conversation_id, status, mime_type, filename, unsent_until)
  values ($1, $2, $3, 'due', $4, $5, now() + $6::float8 * interval '1 millisecond')`)
const STORED = statement(`
  update media set status = 'stored', size = $3, sha256 = $4 where org_id = $1 and id = $2`)
const DROP = statement("delete from media where org_id = $1 and id = $2 and status = 'due'")

export type Ground = { db: Database; blobs: BlobStore }
type NewFile = { filename: string | null; mimeType: string; bytes: AsyncIterable<Uint8Array> }

/**
 * Keeps a file for a message of this conversation, for a day until one carries it.
 *
 * The row is written before the bytes, with the job that removes both, so that a crash leaves nothing for
 * ever.
 *
 * @throws AppError `invalid_request` when it is too large for its kind
 */
export async function storeFile(
  { db, blobs }: Ground,
  { orgId, conversationId }: { orgId: Id; conversationId: Id },
  { filename, mimeType, bytes }: NewFile,
): Promise<{ mediaId: Id; size: number }> {
  const id = newId()
  await db.withOrg(orgId, async (tx) => {
    const name = filename === null ? null : encode(filename)
    await tx.query(PLAN, [orgId, id, conversationId, mimeType, name, UNSENT_MS])
    await enqueue(tx, { kind: 'remove_unsent', mediaId: id }, UNSENT_MS)
  })
  const measure = { hash: createHash('sha256'), size: 0 }
  try {
    await blobs.put(blobKeyOf(orgId, id), measured(bytes, kindOfType(mimeType), measure))
  } catch (error) {
    await db.flight(orgId, [{ statement: DROP, values: [orgId, id] }])
    throw error
  }
  await db.flight(orgId, [{ statement: STORED, values: [orgId, id, measure.size, measure.hash.digest()] }])
  return { mediaId: id, size: measure.size }
}

const WHAT: Record<FileKind, [string, string]> = {
  image: ['A picture', 'Una imagen'],
  video: ['A video', 'Un video'],
  audio: ['A sound', 'Un audio'],
  document: ['A document', 'Un documento'],
}

/** @throws AppError `invalid_request` */
export function checkSize(kind: FileKind, size: number): void {
  if (size <= MEDIA_BYTES_MAX[kind]) return
  const most = MEDIA_BYTES_MAX[kind] / 1_048_576
  const [what, whatEs] = WHAT[kind]
  throw refusal(
    `${what} may have at most ${most} MB. Send a smaller one.`,
    `${whatEs} puede tener como máximo ${most} MB. Envía algo más pequeño.`,
  )
}

export function refusal(message: string, messageEs: string): AppError {
  return new AppError('invalid_request', message, { issues: [{ path: ['file'], message, messageEs }] })
}

async function* measured(
  bytes: AsyncIterable<Uint8Array>,
  kind: FileKind,
  measure: { hash: Hash; size: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    measure.size += chunk.byteLength
    checkSize(kind, measure.size)
    measure.hash.update(chunk)
    yield chunk
  }
}
