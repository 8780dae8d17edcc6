import { AppError, type Id, type KeptFile } from '@hilo/protocol'
import { HEAD_BYTES, kindOfType, typeOfFile } from './file-type.ts'
import { safeName } from './keep-upload.ts'
import { type Ground, refusal, storeFile } from './store-file.ts'

type Made = { bytes: Uint8Array; mimeType: string; filename: string | null }

/**
 * Types that say little: what the code says of such bytes counts, as far as it makes nothing but a document
 * of them.
 */
const VAGUE = new Set([
  'application/zip',
  'application/x-ole-storage',
  'application/octet-stream',
  'text/plain',
])

/**
 * Keeps a file that a micro-backend made. Until the turn that says it is committed, it is one that nobody
 * sent: a crash in between leaves it to the job that removes those.
 *
 * @returns the file, or why it cannot be sent, in words for the author
 */
export async function keepMade(
  ground: Ground,
  place: { orgId: Id; conversationId: Id },
  { bytes, mimeType: claimed, filename: given }: Made,
): Promise<{ type: 'kept'; file: KeptFile } | { type: 'refused'; message: string }> {
  const filename = given === null ? null : safeName(given)
  const found = typeOfFile(bytes.subarray(0, HEAD_BYTES), filename ?? '')
  const mimeType = VAGUE.has(found) && kindOfType(claimed) === 'document' ? claimed : found
  const kind = kindOfType(mimeType)
  try {
    if (kind !== kindOfType(claimed)) throw unlike(found, claimed)
    const { mediaId } = await storeFile(ground, place, { filename, mimeType, bytes: once(bytes) })
    return { type: 'kept', file: { mediaId, kind, mimeType } }
  } catch (error) {
    if (error instanceof AppError) return { type: 'refused', message: error.message }
    throw error
  }
}

function unlike(found: string, claimed: string): AppError {
  return refusal(
    `These bytes are ${found} and not ${claimed}: give the type that they have.`,
    `Estos bytes son ${found} y no ${claimed}: indica el tipo que tienen.`,
  )
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
