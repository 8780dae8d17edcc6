/**
 * What a file is, by its first bytes. What a browser or a name says counts only inside a family of formats
 * that begin alike: an Office document is a ZIP archive, and its name says which.
 */

export type FileKind = 'image' | 'video' | 'audio' | 'document'

/** So many bytes of its beginning decide. */
export const HEAD_BYTES = 4_096

/** What WhatsApp shows as its kind; all else is sent as a document. */
const KINDS: Record<string, FileKind> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'video/mp4': 'video',
  'video/3gpp': 'video',
  'audio/aac': 'audio',
  'audio/amr': 'audio',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/ogg': 'audio',
}

export function kindOfType(mimeType: string): FileKind {
  return KINDS[mimeType] ?? 'document'
}

type Sign = { at?: number; bytes: string; mimeType: string }

// In Latin-1, so that a sign is as readable as its format allows.
const SIGNS: readonly Sign[] = [
  { bytes: '\xff\xd8\xff', mimeType: 'image/jpeg' },
  { bytes: '\x89PNG\r\n\x1a\n', mimeType: 'image/png' },
  { bytes: 'GIF8', mimeType: 'image/gif' },
  { at: 8, bytes: 'WEBP', mimeType: 'image/webp' },
  { at: 4, bytes: 'ftypM4A', mimeType: 'audio/mp4' },
  { at: 4, bytes: 'ftyp3g', mimeType: 'video/3gpp' },
  { at: 4, bytes: 'ftypqt', mimeType: 'video/quicktime' },
  { at: 4, bytes: 'ftyphe', mimeType: 'image/heic' },
  { at: 4, bytes: 'ftypmif1', mimeType: 'image/heic' },
  { at: 4, bytes: 'ftypavif', mimeType: 'image/avif' },
  { at: 4, bytes: 'ftyp', mimeType: 'video/mp4' },
  { bytes: '#!AMR', mimeType: 'audio/amr' },
  { bytes: 'ID3', mimeType: 'audio/mpeg' },
  { bytes: '%PDF-', mimeType: 'application/pdf' },
]

/** Formats that begin alike, told apart by the name. */
const ZIP = 'application/zip'
const OLE = 'application/x-ole-storage'
const OFFICE: Record<string, Record<string, string>> = {
  [ZIP]: {
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
  [OLE]: {
    doc: 'application/msword',
    xls: 'application/vnd.ms-excel',
    ppt: 'application/vnd.ms-powerpoint',
  },
}

/** The type of a file that begins with `head`. Any text is plain text: nothing shows it as a page. */
export function typeOfFile(head: Uint8Array, filename: string): string {
  const start = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  const sign = SIGNS.find(({ at = 0, bytes }) => startsWith(start, bytes, at))
  if (sign) return sign.mimeType
  if (startsWith(start, 'OggS')) return start.includes('OpusHead') ? 'audio/ogg' : 'application/ogg'
  if (startsWith(start, 'PK\x03\x04')) return OFFICE[ZIP]?.[extensionOf(filename)] ?? ZIP
  if (startsWith(start, '\xd0\xcf\x11\xe0')) return OFFICE[OLE]?.[extensionOf(filename)] ?? OLE
  return typeOfSound(start) ?? (isText(start) ? 'text/plain' : 'application/octet-stream')
}

/** What a name can say that a file is. */
export type Promised = 'picture' | 'video' | 'sound' | 'PDF'

const PROMISES: Record<Promised, RegExp> = {
  picture: /^(jpe?g|png|gif|webp|heic)$/,
  video: /^(mp4|m4v|3gp|mov|webm)$/,
  sound: /^(mp3|m4a|aac|amr|ogg|opus|wav)$/,
  PDF: /^pdf$/,
}

/**
 * What a name promises and a text does not keep: the contact could not open it, or would be led to trust it.
 * Null when the name is honest.
 */
export function brokenPromise(mimeType: string, filename: string): Promised | null {
  if (mimeType !== 'text/plain') return null
  const extension = extensionOf(filename)
  const promised = Object.keys(PROMISES) as Promised[]
  return promised.find((what) => PROMISES[what].test(extension)) ?? null
}

function startsWith(start: Buffer, bytes: string, at = 0): boolean {
  return start.subarray(at, at + bytes.length).equals(Buffer.from(bytes, 'latin1'))
}

function extensionOf(filename: string): string {
  return /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? ''
}

/** A frame of MPEG sound without a title before it: eleven bits set; the layer tells AAC (0) from MP3 (1). */
function typeOfSound(start: Buffer): string | null {
  const [sync = 0, next = 0, rates = 0] = start
  if (sync !== 0xff || (next & 0xe0) !== 0xe0) return null
  const layer = (next >> 1) & 3
  if (layer === 0 && (next & 0xf0) === 0xf0) return 'audio/aac'
  return layer === 1 && rates >> 4 !== 15 ? 'audio/mpeg' : null
}

/** Without control characters, but for those that texts are set with; in any encoding that keeps ASCII. */
function isText(start: Buffer): boolean {
  return start.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b)
}
