import { getDocumentProxy } from 'unpdf'
import { clean } from './decode-text.ts'
import { type Line, linesOf } from './pdf-lines.ts'
import { ReadError, type Reading, type ReadRequest } from './reading.ts'
import { partMaxOf, splitParts } from './split-parts.ts'
import { titleOf } from './title.ts'

const PAGES_MAX = 2_000
/** In letters; a title that a program gave is often the name of another file. */
const HEADING_MAX = 120
/** A line that is set so much larger than the text is a heading. */
const HEADING_SIZE = 1.15

/** The text of a PDF, by its pages. Pictures of text say nothing: such a file is `empty`. */
export async function readPdf(bytes: Uint8Array, { name, url }: ReadRequest): Promise<Reading> {
  const pdf = await open(bytes)
  if (pdf.numPages > PAGES_MAX) throw new ReadError('too_long')
  const lines: Line[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    lines.push(...linesOf(items.flatMap((item) => ('str' in item ? [item] : []))))
    page.cleanup()
  }
  const pieces = splitParts(titleOf(null, name), blocksOf(lines), { language: null, partMax: partMaxOf(url) })
  return { type: 'pieces', kind: 'page', pieces, links: [], isHidden: false }
}

async function open(bytes: Uint8Array) {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      ...{ isEvalSupported: false, maxImageSize: 1, useSystemFonts: false, verbosity: 0 },
    })
  } catch (cause) {
    const fault = cause instanceof Error && cause.name === 'PasswordException' ? 'encrypted' : 'unreadable'
    throw Object.assign(new ReadError(fault), { cause })
  }
}

/** Lines as paragraphs and headings. */
function blocksOf(lines: readonly Line[]): string[] {
  const usual = usualSize(lines)
  const blocks: string[] = []
  let open = ''
  const close = () => {
    if (open.trim() !== '') blocks.push(clean(open.trim()))
    open = ''
  }
  for (const { text, size, beginsBlock } of lines) {
    const isHeading = size > usual * HEADING_SIZE && text.length <= HEADING_MAX && /\p{L}/u.test(text)
    if (beginsBlock || isHeading) close()
    if (isHeading) blocks.push(`## ${clean(text)}`)
    else open = joined(open, text)
  }
  close()
  return blocks
}

/** A word that was parted at the end of a line is one again. */
function joined(before: string, line: string): string {
  if (before === '') return line
  if (/\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(line)) return before.slice(0, -1) + line
  return `${before} ${line}`
}

/** The size that most of the text is set in. */
function usualSize(lines: readonly Line[]): number {
  const lengths = new Map<number, number>()
  for (const { text, size } of lines) lengths.set(size, (lengths.get(size) ?? 0) + text.length)
  const [most] = [...lengths].sort(([, one], [, other]) => other - one)
  return most?.[0] ?? 0
}
