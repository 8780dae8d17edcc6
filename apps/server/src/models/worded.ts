import { createHash } from 'node:crypto'
import { type Piece, placedText } from '@hilo/ai'

/** What of a piece is placed, and by what the same words are known again. */
export type Worded = { text: string; hash: Buffer; name: string }

export function wordedOf(piece: Piece): Worded {
  const text = placedText(piece)
  const hash = createHash('sha256').update(text).digest()
  return { text, hash, name: hash.toString('hex') }
}
