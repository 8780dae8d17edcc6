import { AppError } from '@hilo/protocol'
import { HEAD_BYTES, kindOfType, typeOfFile } from '../media/file-type.ts'
import { safeName } from '../media/keep-upload.ts'

/** It is held in memory until the platform has it. */
const BYTES_MAX = 16 * 1_024 * 1_024

/** The file that shows what a header will be like. */
export type Sample = {
  filename: string
  mimeType: string
  kind: 'image' | 'video' | 'document'
  bytes: Uint8Array
}

type Given = { filename: string; size: number | null; bytes: AsyncIterable<Uint8Array> }

/**
 * Reads the sample of a header. Its first bytes say what it is.
 *
 * @throws AppError `invalid_request` when it is empty, too large, or nothing that a header can show
 */
export async function readSample({ filename: given, size, bytes }: Given): Promise<Sample> {
  const chunks: Uint8Array[] = []
  let total = size ?? 0
  if (total <= BYTES_MAX) {
    total = 0
    for await (const chunk of bytes) {
      total += chunk.byteLength
      if (total > BYTES_MAX) break
      chunks.push(chunk)
    }
  }
  if (total > BYTES_MAX) throw new AppError('invalid_request', 'A sample may have 16 MB at most.')
  if (total === 0) throw new AppError('invalid_request', 'The file is empty. Choose another one.')
  const all = Buffer.concat(chunks)
  const filename = safeName(given)
  const mimeType = typeOfFile(all.subarray(0, HEAD_BYTES), filename)
  const kind = kindOfType(mimeType)
  if (kind !== 'image' && kind !== 'video' && kind !== 'document') {
    throw new AppError('invalid_request', 'A header shows a picture, a video or a document. Choose one.')
  }
  return { filename, mimeType, kind, bytes: all }
}
