import { crc32 } from 'node:zlib'

// Pictures with everything in them that cameras and phones put there.

/** What must not be found in any picture that leaves. */
export const SECRETS = ['-34.9011', 'Canon', 'made at home', 'Photoshop', 'xmpmeta']

const segment = (marker: number, body: string | Buffer) => {
  const bytes = Buffer.from(body as string, 'latin1')
  return Buffer.concat([
    Buffer.from([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 0xff]),
    bytes,
  ])
}

/** A TIFF structure with a camera, a place and an orientation, in either order of bytes. */
export function aTiff({ orientation = 6, isLittle = false } = {}): Buffer {
  const tiff = Buffer.alloc(26 + 12)
  const write16 = (value: number, at: number) =>
    isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)
  const write32 = (value: number, at: number) =>
    isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at)
  tiff.write(isLittle ? 'II' : 'MM', 'latin1')
  write16(42, 2)
  write32(8, 4)
  write16(2, 8)
  // The place of the GPS block, then the orientation.
  write16(0x8825, 10)
  write16(4, 12)
  write32(1, 14)
  write32(38, 18)
  write16(0x0112, 22)
  write16(3, 24)
  write32(1, 26)
  write16(orientation, 30)
  return Buffer.concat([tiff, Buffer.from('GPS -34.9011 Canon EOS')])
}

/** Entropy-coded data with a stuffed byte, a restart marker, and a second scan. */
export const SCAN = Buffer.concat([
  segment(0xda, '\x01\x01\x00\x00\x3f\x00'),
  Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
  segment(0xc4, 'another table'),
  segment(0xda, '\x01\x01\x00\x01\x3f\x00'),
  Buffer.from([0x78, 0xff, 0x00, 0x9a]),
])

/** A JPEG with EXIF, GPS, XMP, IPTC, a comment, a colour profile, and a film behind its end. */
export function aJpeg(tiff = aTiff()): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0'),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>'),
    segment(0xe2, 'ICC_PROFILE\0\x01\x01profile'),
    segment(0xe2, 'MPF\0 Canon'),
    segment(0xed, 'Photoshop 3.0\0'),
    segment(0xfe, 'made at home'),
    segment(0xdb, 'table'),
    // A marker may have any number of 0xff before it.
    Buffer.from([0xff, 0xff]),
    segment(0xc0, 'frame'),
    SCAN,
    Buffer.from([0xff, 0xd9]),
    Buffer.from('film made at home'),
  ])
}

export function pngChunk(type: string, data: string | Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data as string, 'latin1')])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(body.length - 4)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

export function aPng(): Buffer {
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', '0123456789abc'),
    pngChunk('gAMA', '0000'),
    pngChunk('eXIf', aTiff({ orientation: 8, isLittle: true })),
    pngChunk('tEXt', 'Comment\0made at home'),
    pngChunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0xmpmeta'),
    pngChunk('zTXt', 'Canon'),
    pngChunk('prVt', 'Photoshop'),
    pngChunk('IDAT', 'pixels'),
    pngChunk('IEND', ''),
    Buffer.from('made at home'),
  ])
}

export function webpChunk(type: string, data: string | Buffer): Buffer {
  const bytes = Buffer.from(data as string, 'latin1')
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1')
  head.writeUInt32LE(bytes.length, 4)
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)])
}

export function aWebp(): Buffer {
  const chunks = Buffer.concat([
    webpChunk('VP8X', '\x2c\0\0\0\0\0\0\0\0\0'),
    webpChunk('ICCP', 'odd'),
    webpChunk('VP8 ', 'pixels'),
    webpChunk('EXIF', Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), aTiff({ orientation: 3 })])),
    webpChunk('XMP ', '<x:xmpmeta/>'),
    webpChunk('ABCD', 'Photoshop'),
  ])
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(chunks.length + 4, 4)
  return Buffer.concat([head, chunks])
}
