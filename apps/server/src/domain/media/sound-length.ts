import { plainType } from './mime-type.ts'

/**
 * How long a recording is, as its own head or end says: what hearing it costs has to be known before anybody
 * is asked. Nobody decodes it here, so whoever made the file may lie; a file is never taken for shorter than
 * its bytes could be.
 */

/** Of the densest sound that phones record, and of what is usual where a file does not say. */
const BYTES_A_SECOND_MAX = 192_000
const BYTES_A_SECOND_USUAL = 4_000

/** In whole seconds, rounded up; at least one. */
export function soundSeconds(bytes: Buffer, mimeType: string): number {
  const told = toldSeconds(bytes, plainType(mimeType))
  const seconds =
    told !== null && told > 0 && Number.isFinite(told) ? told : bytes.length / BYTES_A_SECOND_USUAL
  return Math.ceil(Math.max(1, seconds, bytes.length / BYTES_A_SECOND_MAX))
}

function toldSeconds(bytes: Buffer, type: string): number | null {
  switch (type) {
    case 'audio/ogg':
    case 'audio/opus':
      return oggSeconds(bytes)
    case 'audio/wav':
    case 'audio/x-wav':
      return wavSeconds(bytes)
    case 'audio/mp4':
    case 'audio/x-m4a':
    case 'audio/m4a':
      return mp4Seconds(bytes)
    default:
      return null
  }
}

const OPUS_RATE = 48_000
const GRANULE_AT = 6

/** https://www.rfc-editor.org/rfc/rfc7845#section-4: the last page says at which sample it ends. */
function oggSeconds(bytes: Buffer): number | null {
  const last = bytes.lastIndexOf('OggS')
  if (last < 0 || last + GRANULE_AT + 8 > bytes.length) return null
  return Number(bytes.readBigInt64LE(last + GRANULE_AT)) / (vorbisRate(bytes) ?? OPUS_RATE)
}

/** https://xiph.org/vorbis/doc/Vorbis_I_spec.html#x1-630004.2.2 */
function vorbisRate(bytes: Buffer): number | null {
  const head = bytes.indexOf('\x01vorbis', 0, 'latin1')
  return head >= 0 && head + 16 <= bytes.length ? bytes.readUInt32LE(head + 12) : null
}

/** http://soundfile.sapp.org/doc/WaveFormat/ */
function wavSeconds(bytes: Buffer): number | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.length < 44) return null
  return (bytes.length - 44) / bytes.readUInt32LE(28)
}

/** The movie's header: time scale and duration, wider in version 1 (ISO/IEC 14496-12, 8.2.2). */
function mp4Seconds(bytes: Buffer): number | null {
  const at = bytes.indexOf('mvhd', 0, 'latin1') + 4
  if (at < 4 || at + 32 > bytes.length) return null
  const isWide = bytes[at] === 1
  const scale = bytes.readUInt32BE(at + (isWide ? 20 : 12))
  const duration = isWide ? Number(bytes.readBigUInt64BE(at + 24)) : bytes.readUInt32BE(at + 16)
  return duration / scale
}
