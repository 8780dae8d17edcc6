import { createHash, type Hash } from 'node:crypto'
import { AppError, type Id, newId, type UploadedFile } from '@hilo/protocol'
import { type BlobStore, blobKeyOf } from '../../blobs/blob-store.ts'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from '../conversation/conversation.ts'
import { enqueue } from '../job/enqueue.ts'
import { checkMaySend } from '../message/send.ts'
import {
  brokenPromise,
  type FileKind,
  HEAD_BYTES,
  kindOfType,
  type Promised,
  SIZE_MAX,
  typeOfFile,
} from './file-type.ts'

/** For how long a file waits for the message that carries it. */
export const UNSENT_MS = 24 * 3_600_000

const PLAN = statement(`
  insert into media (org_id, id, conversation_id, status, mime_type, filename, unsent_until)
  values ($1, $2, $3, 'due', $4, $5, now() + $6::float8 * interval '1 millisecond')`)
const STORED = statement(`
  update media set status = 'stored', size = $3, sha256 = $4 where org_id = $1 and id = $2`)
const DROP = statement("delete from media where org_id = $1 and id = $2 and status = 'due'")

type Ground = { db: Database; blobs: BlobStore }
type Upload = {
  filename: string
  /** What the sender says that it is, in bytes; null when it does not say. */
  size: number | null
  bytes: AsyncIterable<Uint8Array>
}

/**
 * Takes in a file that is to be sent in this conversation. Its first bytes say what it is. Until a message carries
 * it, it is kept for a day.
 *
 * The row is written before the bytes, with the job that removes both, so that a crash leaves nothing for ever.
 *
 * @throws AppError `not_found`; `conflict` or `window_closed` as for sending; `invalid_request` when the file is
 * empty, too large or broken off, or not what its name says.
 */
export async function keepUpload(
  { db, blobs }: Ground,
  { orgId, conversationId }: { orgId: Id; conversationId: Id },
  { filename: given, size, bytes }: Upload,
): Promise<UploadedFile> {
  await db.withOrg(orgId, async (tx) => checkMaySend(await lockedConversation(tx, conversationId)))
  const { head, all } = await peek(whole(bytes))
  const filename = safeName(given)
  const mimeType = typeOfFile(head, filename)
  const kind = kindOfType(mimeType)
  checkFile(head, filename, mimeType)
  checkSize(kind, size ?? 0)

  const id = newId()
  await db.withOrg(orgId, async (tx) => {
    await tx.query(PLAN, [orgId, id, conversationId, mimeType, encode(filename), UNSENT_MS])
    await enqueue(tx, { kind: 'remove_unsent', mediaId: id }, UNSENT_MS)
  })
  const measure = { hash: createHash('sha256'), size: 0 }
  try {
    await blobs.put(blobKeyOf(orgId, id), measured(all, kind, measure))
  } catch (error) {
    await db.flight(orgId, [{ statement: DROP, values: [orgId, id] }])
    throw error
  }
  await db.flight(orgId, [{ statement: STORED, values: [orgId, id, measure.size, measure.hash.digest()] }])
  return { mediaId: id, kind, mimeType, size: measure.size, filename }
}

/** A name is no path, and has no characters that nobody sees: one can make `exe.pdf` of `fdp.exe`. */
function safeName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}/\\]/gu, '_')
}

const PROMISES_ES: Record<Promised, string> = {
  picture: 'una imagen',
  video: 'un video',
  sound: 'un audio',
  PDF: 'un PDF',
}

function checkFile(head: Uint8Array, filename: string, mimeType: string): void {
  if (head.byteLength === 0)
    throw refusal('The file is empty. Choose another one.', 'El archivo está vacío. Elige otro.')
  const promise = brokenPromise(mimeType, filename)
  if (!promise) return
  const what = PROMISES_ES[promise]
  throw refusal(
    `The file is named like a ${promise} and is none. Save it again as a ${promise}, or rename it.`,
    `El archivo se llama como ${what} y no lo es. Guárdalo de nuevo como ${what} o cámbiale el nombre.`,
  )
}

const WHAT: Record<FileKind, [string, string]> = {
  image: ['A picture', 'Una imagen'],
  video: ['A video', 'Un video'],
  audio: ['A sound', 'Un audio'],
  document: ['A document', 'Un documento'],
}

function checkSize(kind: FileKind, size: number): void {
  if (size <= SIZE_MAX[kind]) return
  const most = SIZE_MAX[kind] / 1_048_576
  const [what, whatEs] = WHAT[kind]
  throw refusal(
    `${what} may have at most ${most} MB. Send a smaller one.`,
    `${whatEs} puede tener como máximo ${most} MB. Envía algo más pequeño.`,
  )
}

function refusal(message: string, messageEs: string): AppError {
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

/** An upload that breaks off is nobody's fault here. */
async function* whole(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (cause) {
    throw new AppError('invalid_request', 'The file broke off on its way. Send it again.', { cause })
  }
}

/** The beginning of the bytes, and all of them, the beginning included. */
async function peek(
  bytes: AsyncGenerator<Uint8Array>,
): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const chunks: Uint8Array[] = []
  let size = 0
  while (size < HEAD_BYTES) {
    const { value, done } = await bytes.next()
    if (done) break
    chunks.push(value)
    size += value.byteLength
  }
  const start = Buffer.concat(chunks)
  async function* all() {
    if (start.byteLength > 0) yield start
    yield* bytes
  }
  return { head: start.subarray(0, HEAD_BYTES), all: all() }
}
