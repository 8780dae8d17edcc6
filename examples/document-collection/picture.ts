import { createHash } from 'node:crypto'

/** Why a picture is of no use. */
export type Fault = 'small' | 'large' | 'strange' | 'same'

/** Below this nobody can read a card on it. */
const BYTES_MIN = 20_000
/** What one request to the store may have. */
const BYTES_MAX = 2_000_000

const JPEG = [0xff, 0xd8, 0xff]
const PNG = [0x89, 0x50, 0x4e, 0x47]

export type Looked = { sha256: string; mimeType: string } | { fault: Fault }

/** Looks at the bytes themselves: what a platform says of a file is what the sender's device said. */
export function lookAt(bytes: Uint8Array, before: { sha256: string } | null): Looked {
  const mimeType = begins(bytes, JPEG) ? 'image/jpeg' : begins(bytes, PNG) ? 'image/png' : null
  if (!mimeType) return { fault: 'strange' }
  if (bytes.length < BYTES_MIN) return { fault: 'small' }
  if (bytes.length > BYTES_MAX) return { fault: 'large' }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return sha256 === before?.sha256 ? { fault: 'same' } : { sha256, mimeType }
}

function begins(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}
