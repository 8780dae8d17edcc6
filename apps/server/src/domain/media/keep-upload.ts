import { AppError, type Id, type UploadedFile } from '@hilo/protocol'
import { lockedConversation } from '../conversation/conversation.ts'
import { checkMaySend } from '../delivery/judge.ts'
import { brokenPromise, HEAD_BYTES, kindOfType, type Promised, typeOfFile } from './file-type.ts'
import { checkSize, type Ground, refusal, storeFile } from './store-file.ts'

type Upload = {
  filename: string
  /** What the sender says that it is, in bytes; null when it does not say. */
  size: number | null
  bytes: AsyncIterable<Uint8Array>
  /** What will carry it. */
  for: 'message' | 'template'
}

/**
 * Takes in a file that is to be sent in this conversation. Its first bytes say what it is. Until a message
 * carries it, it is kept for a day.
 *
 * @throws AppError `not_found`; `conflict` or `window_closed` as for sending; `invalid_request` when the file
 * is empty, too large or broken off, or not what its name says.
 */
export async function keepUpload(
  { db, blobs }: Ground,
  { orgId, conversationId }: { orgId: Id; conversationId: Id },
  { for: use, ...file }: Upload,
): Promise<UploadedFile> {
  const isTemplate = use === 'template'
  await db.withOrg(orgId, async (tx) =>
    checkMaySend(await lockedConversation(tx, conversationId), { isTemplate }),
  )
  return keepChecked({ db, blobs }, { orgId, conversationId }, file)
}

/**
 * The same for whoever may put a file into the conversation.
 *
 * @throws AppError `invalid_request` as above
 */
export async function keepChecked(
  { db, blobs }: Ground,
  { orgId, conversationId }: { orgId: Id; conversationId: Id },
  { filename: given, size, bytes }: Omit<Upload, 'for'>,
): Promise<UploadedFile> {
  const { head, all } = await peek(whole(bytes))
  const filename = safeName(given)
  const mimeType = typeOfFile(head, filename)
  const kind = kindOfType(mimeType)
  checkFile(head, filename, mimeType)
  checkSize(kind, size ?? 0)

  const stored = await storeFile({ db, blobs }, { orgId, conversationId }, { filename, mimeType, bytes: all })
  return { ...stored, kind, mimeType, filename }
}

/** A name is no path, and has no characters that nobody sees: one can make `exe.pdf` of `fdp.exe`. */
export function safeName(name: string): string {
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
