/** What a page says of itself stands in its beginning. https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding */
const PRESCAN_BYTES = 1_024
const META = /<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)/i
const XML = /^<\?xml[^>]+encoding\s*=\s*["']([\w:.-]+)["']/i
/** What of the control characters is no space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g

/**
 * Bytes as text: by their mark, by what the sender or the page says, else UTF-8 where they are, else
 * Windows-1252, which every byte is something in.
 */
export function decodeText(bytes: Uint8Array, said: string | null): string {
  const label = markOf(bytes) ?? said ?? labelIn(bytes)
  const text = (label !== null && decodeAs(label, bytes)) || decodeAs('utf-8', bytes)
  return clean(text || new TextDecoder('windows-1252').decode(bytes))
}

/** Without what nobody sees, and with one kind of line end. */
export function clean(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(CONTROL, '').toWellFormed()
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null
}

function labelIn(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, PRESCAN_BYTES)).toString('latin1')
  return (META.exec(start) ?? XML.exec(start))?.[1] ?? null
}

/** Null when they are not in it: a label is often wrong. */
function decodeAs(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
