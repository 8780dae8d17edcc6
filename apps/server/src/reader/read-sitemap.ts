import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { ErrorLevel, XMLToSitemapIndexStream, XMLToSitemapItemStream } from 'sitemap'
import { decodeText } from './decode-text.ts'
import { ReadError, type Reading, type ReadRequest } from './reading.ts'

/** https://www.sitemaps.org/protocol.html: at most 50,000 addresses and 50 MB. */
const URLS_MAX = 50_000
const UNPACKED_MAX = 50 * 1_048_576

/** The addresses of a sitemap, or of an index of sitemaps; packed or not, in XML or one a line. */
export async function readSitemap(bytes: Uint8Array, { charset }: ReadRequest): Promise<Reading> {
  const text = decodeText(unpacked(bytes), charset)
  if (!text.trimStart().startsWith('<')) {
    const pages = text.split('\n').map((line) => line.trim())
    return { type: 'map', pages: pages.filter((line) => /^https?:/.test(line)).slice(0, URLS_MAX), maps: [] }
  }
  const options = { level: ErrorLevel.SILENT, logger: false } as const
  if (/<(\w+:)?sitemapindex[\s>]/.test(text)) {
    return { type: 'map', pages: [], maps: await urlsOf(text, new XMLToSitemapIndexStream(options)) }
  }
  return { type: 'map', pages: await urlsOf(text, new XMLToSitemapItemStream(options)), maps: [] }
}

/** What came before it could not be read any more counts. */
async function urlsOf(
  text: string,
  parser: XMLToSitemapIndexStream | XMLToSitemapItemStream,
): Promise<string[]> {
  const urls: string[] = []
  try {
    for await (const item of Readable.from([text]).pipe(parser)) {
      urls.push(String((item as { url: unknown }).url))
      if (urls.length === URLS_MAX) break
    }
  } catch (cause) {
    if (urls.length === 0) throw Object.assign(new ReadError('unreadable'), { cause })
  }
  return urls
}

function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: UNPACKED_MAX })
  } catch (cause) {
    const isLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw Object.assign(new ReadError(isLarge ? 'bomb' : 'unreadable'), { cause })
  }
}
