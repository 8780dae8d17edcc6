import { crc32, deflateSync } from 'node:zlib'
import { z } from 'zod'
import { hideWords, PICTURE, SHOWN_BYTES_MAX } from './picture-words.ts'

const { width: WIDTH, height: HEIGHT } = PICTURE
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** What a photo is asked for with. */
export const Shown = {
  words: z
    .string()
    .min(1)
    .refine((words) => Buffer.byteLength(words) <= SHOWN_BYTES_MAX, 'is too long')
    .nullable()
    .default(null),
}

/**
 * A real PNG to send from a phone: hills under an evening sky, drawn from arithmetic. Each shot has a grain
 * of its own, so that no two are the same file, and has the size of a photo. `words`, what it shows, stand in
 * its grain, for the simulated provider to find.
 */
export function drawPhoto(shot: number, words: string | null = null): Uint8Array {
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) rows.set(seenAt(x, y, shot), y * (WIDTH * 3 + 1) + 1 + x * 3)
  }
  if (words !== null) hideWords(rows, words)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function seenAt(x: number, y: number, shot: number): number[] {
  const grain = mixed(x + y * WIDTH + shot * WIDTH * HEIGHT) & 15
  return colorAt(x, y).map((shade) => Math.min(255, shade + grain))
}

/** A number that looks like chance, and is always the same for the same one. */
function mixed(number: number): number {
  const once = Math.imul(number ^ (number >>> 16), 0x45d9f3b)
  const twice = Math.imul(once ^ (once >>> 16), 0x45d9f3b)
  return twice ^ (twice >>> 16)
}

function colorAt(x: number, y: number): [number, number, number] {
  const near = 175 + 18 * Math.sin(x / 43)
  const far = 140 + 24 * Math.sin(x / 61 + 2)
  if (y > near) return [38, 70, 62]
  if (y > far) return [62, 104, 92]
  if (Math.hypot(x - 232, y - 92) < 26) return [255, 232, 190]
  const fade = y / HEIGHT
  return [236 - 30 * fade, 150 + 60 * fade, 110 + 90 * fade]
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
