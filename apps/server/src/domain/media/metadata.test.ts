import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { aJpeg, aPng, aTiff, aWebp, pngChunk, SCAN, SECRETS, webpChunk } from '../../testing/pictures.ts'
import { withoutMetadata } from './metadata.ts'

const PICTURES: [string, Buffer][] = [
  ['image/jpeg', aJpeg()],
  ['image/png', aPng()],
  ['image/webp', aWebp()],
]

test.each(PICTURES)('nothing of where, when and with what a picture was made is left in %s', (type, raw) => {
  const text = withoutMetadata(raw, type)?.toString('latin1') ?? ''

  expect(SECRETS.some((secret) => raw.toString('latin1').includes(secret))).toBe(true)
  for (const secret of SECRETS) expect(text).not.toContain(secret)
  expect(text).not.toContain('GPS')
})

test.each(PICTURES)('a clean picture stays as it is: %s', (type, raw) => {
  const clean = withoutMetadata(raw, type) as Buffer

  expect(withoutMetadata(clean, type)).toEqual(clean)
})

test('a JPEG keeps its pixels, its colours and its orientation', () => {
  const clean = withoutMetadata(aJpeg(), 'image/jpeg') as Buffer
  const text = clean.toString('latin1')

  expect(clean.indexOf(SCAN)).toBeGreaterThan(0)
  for (const kept of ['JFIF', 'ICC_PROFILE', 'table', 'frame']) expect(text).toContain(kept)
  expect(text.match(/Exif/g)).toHaveLength(1)
  // Tag 0x0112, one SHORT, 6.
  expect(clean.includes(Buffer.from('011200030000000100060000', 'hex'))).toBe(true)
  expect(clean.subarray(-2).toString('hex')).toBe('ffd9')
})

test.each([
  ['upright', aTiff({ orientation: 1 })],
  ['of a value that there is not', aTiff({ orientation: 9 })],
  ['in EXIF that is cut off', aTiff().subarray(0, 25)],
  ['in EXIF that points outside', Buffer.from('4d4d002affffffff0001', 'hex')],
  ['in EXIF that counts too much', Buffer.from('4d4d002a00000008ffff00', 'hex')],
  ['in what is no EXIF', Buffer.from('nonsense')],
])('an orientation %s needs no EXIF at all', (_, tiff) => {
  const clean = withoutMetadata(aJpeg(tiff), 'image/jpeg') as Buffer

  expect(clean.toString('latin1')).not.toContain('Exif')
  expect(clean.indexOf(SCAN)).toBeGreaterThan(0)
})

test('a PNG keeps the chunks that draw it, and its orientation under a right checksum', () => {
  const clean = withoutMetadata(aPng(), 'image/png') as Buffer
  const oriented = Buffer.from('4d4d002a0000000800010112000300000001000800000000' + '0000', 'hex')

  for (const type of ['IHDR', 'gAMA', 'IDAT', 'IEND']) expect(clean.toString('latin1')).toContain(type)
  expect(clean.includes(pngChunk('eXIf', oriented))).toBe(true)
})

test('a WebP says of itself what it still has', () => {
  const clean = withoutMetadata(aWebp(), 'image/webp') as Buffer

  expect(clean.readUInt32LE(4)).toBe(clean.length - 8)
  // EXIF for the orientation, the profile and the alpha channel that it had; no XMP.
  expect(clean[20]).toBe(0x28)
  expect(clean.includes(webpChunk('VP8 ', 'pixels'))).toBe(true)
})

test.each([
  ['image/jpeg', Buffer.from('<html>')],
  ['image/png', aJpeg()],
  ['image/webp', aPng()],
  ['image/svg+xml', Buffer.from('<svg/>')],
  ['image/jpeg', Buffer.alloc(0)],
])('what is no %s is not taken for one', (type, bytes) => {
  expect(withoutMetadata(bytes, type)).toBeNull()
})

test.each(PICTURES)(
  '%s that is cut off or damaged anywhere is cleaned or refused, and never throws',
  (type, raw) => {
    for (let end = 0; end < raw.length; end++) {
      const part = withoutMetadata(raw.subarray(0, end), type)
      if (part) for (const secret of SECRETS) expect(part.toString('latin1')).not.toContain(secret)
    }
    for (let round = 0; round < 2_000; round++) {
      const damaged = Buffer.from(raw)
      const [at = 0, value = 0, more = 0] = randomBytes(3)
      damaged[(at * 256 + more) % damaged.length] = value
      expect(() => withoutMetadata(damaged, type)).not.toThrow()
    }
  },
)
