import { inflateSync } from 'node:zlib'

/**
 * What a drawn picture shows, in words: the lowest bit of each of its colours, from the top, which nobody
 * sees. A picture keeps it where all that stands beside its pixels is taken off, and the simulated provider
 * finds it.
 */

export const PICTURE = { width: 320, height: 240 }
/** Of one row: a byte that says how it is packed, and three for each pixel. */
const ROW_BYTES = PICTURE.width * 3 + 1
const COLOURS = PICTURE.width * PICTURE.height * 3
const SIGN = Buffer.from('words')
const HEAD_BYTES = SIGN.length + 2
export const SHOWN_BYTES_MAX = 1_000

/** Writes words into unpacked rows. */
export function hideWords(rows: Buffer, words: string): void {
  const text = Buffer.from(words)
  const head = Buffer.alloc(HEAD_BYTES)
  SIGN.copy(head)
  head.writeUInt16BE(text.length, SIGN.length)
  const bytes = Buffer.concat([head, text])
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const at = placeOf(bit)
    rows[at] = ((rows[at] ?? 0) & ~1) | (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1)
  }
}

/** The words in a PNG; null where it is another picture, or has none. */
export function wordsInPicture(png: Buffer): string | null {
  try {
    const rows = inflateSync(Buffer.concat(dataOf(png)))
    if (rows.length !== ROW_BYTES * PICTURE.height) return null
    const head = bytesAt(rows, 0, HEAD_BYTES)
    if (!head.subarray(0, SIGN.length).equals(SIGN)) return null
    const length = head.readUInt16BE(SIGN.length)
    return length > SHOWN_BYTES_MAX ? null : bytesAt(rows, HEAD_BYTES, length).toString()
  } catch {
    return null
  }
}

function dataOf(png: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = 8; at + 8 <= png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  return found
}

function bytesAt(rows: Buffer, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let bit = 0; bit < length * 8; bit++) {
    const value = (rows[placeOf(from * 8 + bit)] ?? 0) & 1
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (value << (bit & 7))
  }
  return bytes
}

/** The byte of a colour, counted over all pixels. */
function placeOf(colour: number): number {
  if (colour >= COLOURS) throw new Error('The picture is too small for that.')
  return colour + 1 + Math.floor(colour / (ROW_BYTES - 1))
}
