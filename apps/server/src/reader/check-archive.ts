import { ReadError } from './reading.ts'

/** What it may become when it is unpacked, of how many files. */
const UNPACKED_MAX = 100 * 1_048_576
const FILES_MAX = 3_000

/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT: 4.3.16 and 4.3.12 */
const END = 0x06054b50
const END_BYTES = 22
const COMMENT_MAX = 65_535
const ENTRY = 0x02014b50
const ENTRY_BYTES = 46

/**
 * Looks at what an archive says of itself before anything is unpacked. One that lies meets the limit of the
 * process that unpacks it.
 *
 * @throws ReadError `bomb`, `unreadable`
 */
export function checkArchive(bytes: Buffer): void {
  const end = endOf(bytes)
  const count = bytes.readUInt16LE(end + 10)
  if (count > FILES_MAX) throw new ReadError('bomb')
  let at = bytes.readUInt32LE(end + 16)
  let unpacked = 0
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== ENTRY) throw new ReadError('unreadable')
    unpacked += bytes.readUInt32LE(at + 24)
    if (unpacked > UNPACKED_MAX) throw new ReadError('bomb')
    at +=
      ENTRY_BYTES + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
}

function endOf(bytes: Buffer): number {
  const first = Math.max(bytes.length - END_BYTES - COMMENT_MAX, 0)
  for (let at = bytes.length - END_BYTES; at >= first; at--) if (bytes.readUInt32LE(at) === END) return at
  throw new ReadError('unreadable')
}
