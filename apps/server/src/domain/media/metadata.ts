import { crc32 } from 'node:zlib'
import { plainType } from './mime-type.ts'

/**
 * Takes out of a picture what says where, when and with what it was made: EXIF with its place, XMP, IPTC,
 * comments, and whatever else is not needed to draw it. Only the orientation stays, without which a picture
 * would lie on its side. The pixels are not touched.
 *
 * It keeps what it knows to be harmless and drops the rest, so that a new kind of metadata goes too.
 */

/** The picture without its metadata; null when the bytes are no picture of this type. */
export function withoutMetadata(bytes: Buffer, mimeType: string): Buffer | null {
  switch (plainType(mimeType)) {
    case 'image/jpeg':
      return cleanJpeg(bytes)
    case 'image/png':
      return cleanPng(bytes)
    case 'image/webp':
      return cleanWebp(bytes)
    default:
      return null
  }
}

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const APP15 = 0xef
const COMMENT = 0xfe
/** What decides about colours: the profile, and Adobe's transform. */
const KEPT_APPS: Record<number, string> = { [APP0]: 'JFIF\0', 226: 'ICC_PROFILE\0', 238: 'Adobe' }
const EXIF = 'Exif\0\0'

/** https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B */
function cleanJpeg(bytes: Buffer): Buffer | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xff00 + SOI) return null
  const kept: Buffer[] = []
  let orientation = 1
  let at = 2
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) return null
    // Any number of 0xff may stand before a marker.
    while (bytes[at + 1] === 0xff) at++
    const marker = bytes[at + 1] ?? EOI
    if (marker === EOI) break
    const end = endOfSegment(bytes, at, marker)
    if (end === null) return null
    const segment = bytes.subarray(at, end)
    if (isDrawn(marker, segment)) kept.push(segment)
    else if (marker === APP1 && segment.toString('latin1', 4, 10) === EXIF) {
      orientation = orientationOf(segment.subarray(10))
    }
    at = end
  }
  const turned = orientation === 1 ? [] : [exifSegment(orientation)]
  // What follows the end of the picture, as the film of a "live" photo does, is left out.
  return Buffer.concat([Buffer.from([0xff, SOI]), ...turned, ...kept, Buffer.from([0xff, EOI])])
}

function isDrawn(marker: number, segment: Buffer): boolean {
  if (marker === COMMENT) return false
  if (marker < APP0 || marker > APP15) return true
  const signature = KEPT_APPS[marker]
  return signature !== undefined && segment.toString('latin1', 4, 4 + signature.length) === signature
}

/** After a scan's header come its data, in which 0xff is followed by 0 or a restart marker. */
function endOfSegment(bytes: Buffer, at: number, marker: number): number | null {
  if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) return at + 2
  if (at + 4 > bytes.length) return null
  const length = bytes.readUInt16BE(at + 2)
  let end = at + 2 + length
  if (length < 2 || end > bytes.length) return null
  if (marker !== SOS) return end
  for (;;) {
    end = bytes.indexOf(0xff, end)
    if (end === -1 || end + 1 >= bytes.length) return bytes.length
    const next = bytes[end + 1] as number
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return end
    end += 2
  }
}

function exifSegment(orientation: number): Buffer {
  const body = Buffer.concat([Buffer.from(EXIF, 'latin1'), tiffOf(orientation)])
  const head = Buffer.from([0xff, APP1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
/** Ancillary chunks that change how the picture looks or moves; critical ones begin with a capital. */
const KEPT_CHUNKS = /^([A-Z]|gAMA|cHRM|sRGB|iCCP|cICP|sBIT|bKGD|tRNS|pHYs|acTL|fcTL|fdAT)/

/** https://www.w3.org/TR/png-3/ */
function cleanPng(bytes: Buffer): Buffer | null {
  if (!bytes.subarray(0, 8).equals(PNG)) return null
  const kept: Buffer[] = [PNG]
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) return null
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (KEPT_CHUNKS.test(type)) kept.push(bytes.subarray(at, end))
    else if (type === 'eXIf') {
      const orientation = orientationOf(bytes.subarray(at + 8, end - 4))
      if (orientation !== 1) kept.push(pngChunk(type, tiffOf(orientation)))
    }
    if (type === 'IEND') return Buffer.concat(kept)
    at = end
  }
  return null
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)]
  head.writeUInt32BE(data.length)
  tail.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, tail])
}

const KEPT_FOURCC = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
const HAS_EXIF = 0x08
const HAS_XMP = 0x04

/** https://developers.google.com/speed/webp/docs/riff_container */
function cleanWebp(bytes: Buffer): Buffer | null {
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  if (!isWebp) return null
  const kept: Buffer[] = []
  let orientation = 1
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (at + 8 + size > bytes.length) return null
    const type = bytes.toString('latin1', at, at + 4)
    const data = bytes.subarray(at + 8, at + 8 + size)
    if (KEPT_FOURCC.has(type)) kept.push(webpChunk(type, data))
    else if (type === 'EXIF') {
      orientation = orientationOf(data.toString('latin1', 0, 6) === EXIF ? data.subarray(6) : data)
    }
    at = end
  }
  const [first] = kept
  if (!first) return null
  const isExtended = first.toString('latin1', 0, 4) === 'VP8X' && first.length > 8
  const isTurned = isExtended && orientation !== 1
  if (isExtended) {
    const flags = (first[8] as number) & ~(HAS_EXIF | HAS_XMP)
    first[8] = isTurned ? flags | HAS_EXIF : flags
  }
  if (isTurned) kept.push(webpChunk('EXIF', tiffOf(orientation)))
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept])
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

function webpChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}

const ORIENTATION = 0x0112

/** The orientation, 1 to 8, that a TIFF structure names; 1, which is upright, when it names none. */
function orientationOf(tiff: Buffer): number {
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const read16 = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const read32 = (at: number) => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  if (tiff.length < 10 || read16(2) !== 42) return 1
  const from = read32(4)
  if (from + 2 > tiff.length) return 1
  const last = Math.min(from + 2 + read16(from) * 12, tiff.length)
  for (let at = from + 2; at + 12 <= last; at += 12) {
    if (read16(at) !== ORIENTATION) continue
    const value = read16(at + 8)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

/** A TIFF structure that names the orientation and nothing else. */
function tiffOf(orientation: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('MM\0*\0\0\0\x08', 'latin1')
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(ORIENTATION, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(orientation, 18)
  return tiff
}
