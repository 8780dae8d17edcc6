import { z } from 'zod'

/** With what stands before them they are in the part of a file that the simulated provider looks at. */
const WORDS_BYTES_MAX = 1_000

/** What a voice note is asked for with. */
export const Spoken = {
  seconds: z.number().int().min(1).max(900).default(4),
  words: z
    .string()
    .min(1)
    .refine((words) => Buffer.byteLength(words) <= WORDS_BYTES_MAX, 'is too long')
    .nullable()
    .default(null),
}

const PACKETS_A_SECOND = 50
/** 20 ms of nothing, as an Opus encoder says it (RFC 6716: full band, one channel, one frame). */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe])
const SAMPLES = 960

const FIRST_PAGE = 2
const LAST_PAGE = 4

/**
 * A real voice note of so many seconds, silent: Opus in Ogg, as WhatsApp records it (RFC 7845). Nobody hears
 * anything in it; `words` stand in a comment of the file, for the simulated provider to find.
 */
export function recordVoice(seconds: number, words: string | null = null): Uint8Array {
  const head = Buffer.alloc(19)
  head.write('OpusHead', 'latin1')
  head.set([1, 1], 8)
  head.writeUInt32LE(48_000, 12)
  const pages = [
    page([head], { flags: FIRST_PAGE, number: 0, granule: 0 }),
    page([tagsOf(words)], { flags: 0, number: 1, granule: 0 }),
  ]
  for (let second = 1; second <= seconds; second++) {
    const packets = Array.from({ length: PACKETS_A_SECOND }, () => SILENCE)
    const granule = second * PACKETS_A_SECOND * SAMPLES
    pages.push(page(packets, { flags: second === seconds ? LAST_PAGE : 0, number: second + 1, granule }))
  }
  return Buffer.concat(pages)
}

function tagsOf(words: string | null): Buffer {
  const [count, size] = [Buffer.alloc(4), Buffer.alloc(4)]
  const start = Buffer.from('OpusTags\x04\0\0\0Hilo', 'latin1')
  if (words === null) return Buffer.concat([start, count])
  const comment = Buffer.from(`TRANSCRIPT=${words}`)
  count.writeUInt32LE(1)
  size.writeUInt32LE(comment.length)
  return Buffer.concat([start, count, size, comment])
}

type Place = { flags: number; number: number; granule: number }

const SEGMENT_MAX = 255

/** A packet is segments of 255 bytes, and a shorter one that ends it. */
function page(packets: readonly Buffer[], { flags, number, granule }: Place): Buffer {
  const head = Buffer.alloc(27)
  head.write('OggS', 'latin1')
  head[5] = flags
  head.writeBigUInt64LE(BigInt(granule), 6)
  head.writeUInt32LE(1, 14)
  head.writeUInt32LE(number, 18)
  const segments = packets.flatMap(({ length }) => [
    ...Array.from({ length: Math.floor(length / SEGMENT_MAX) }, () => SEGMENT_MAX),
    length % SEGMENT_MAX,
  ])
  head[26] = segments.length
  const whole = Buffer.concat([head, Buffer.from(segments), ...packets])
  whole.writeUInt32LE(checksum(whole), 22)
  return whole
}

/** CRC-32 as Ogg has it: not mirrored, and begun with zero. */
function checksum(bytes: Buffer): number {
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << 24
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1
  }
  return sum >>> 0
}
