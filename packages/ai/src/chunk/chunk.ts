import { splitLong } from './split-long.ts'

/** A piece of an article: `text.slice(start, end)`, in UTF-16 units, below these headings. */
export type Chunk = { headings: string[]; start: number; end: number }

/** About 180 words: long enough to answer, short enough to be quoted. */
export const CHUNK_MAX_LENGTH = 1_200

type Span = { start: number; end: number }
type Section = { headings: string[]; paragraphs: Span[] }
type Heading = { level: number; text: string }

/**
 * Cuts Markdown into chunks that never cross a heading. Paragraphs stay whole where they fit; a longer one is
 * cut between sentences, then between words. The same text gives the same chunks, they are in order, do not
 * overlap, and hold every character that is neither space nor heading.
 */
export function chunkMarkdown(text: string, maxLength = CHUNK_MAX_LENGTH): Chunk[] {
  return sectionsOf(text).flatMap(({ headings, paragraphs }) => {
    const parts = paragraphs.flatMap((span) => splitLong(text, span, maxLength))
    return pack(parts, maxLength).map((span) => ({ headings, ...span }))
  })
}

/** Neighbours together, as long as they fit. */
function pack(parts: readonly Span[], maxLength: number): Span[] {
  const packed: Span[] = []
  for (const part of parts) {
    const last = packed.at(-1)
    if (last && part.end - last.start <= maxLength) last.end = part.end
    else packed.push({ ...part })
  }
  return packed
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/
const ATX = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/
const SETEXT = /^ {0,3}(=+|-+)[ \t]*$/

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [{ headings: [], paragraphs: [] }]
  const path: Heading[] = []
  let open: Span | null = null
  let fence: string | null = null
  const paragraphs = () => (sections.at(-1) as Section).paragraphs
  const close = () => {
    if (open) paragraphs().push(open)
    open = null
  }
  const begin = (heading: Heading) => {
    while ((path.at(-1)?.level ?? 0) >= heading.level) path.pop()
    path.push(heading)
    sections.push({ headings: path.map((one) => one.text).filter(Boolean), paragraphs: [] })
  }
  for (const line of linesOf(text)) {
    const words = text.slice(line.start, line.end)
    const mark: string | null = FENCE.exec(words)?.[1] ?? null
    const heading: Heading | null = fence || mark ? null : headingOf(words, text, open)
    if (heading) {
      if (!ATX.test(words)) open = null
      close()
      begin(heading)
    } else if (!fence && words.trim() === '') close()
    else open = open ? { start: open.start, end: line.end } : { start: line.start, end: line.end }
    if (mark) fence = fence === null ? mark : closes(mark, fence) ? null : fence
  }
  close()
  return sections.map((section) => ({
    ...section,
    paragraphs: section.paragraphs.map((span) => trim(text, span)),
  }))
}

function closes(mark: string, fence: string): boolean {
  return mark[0] === fence[0] && mark.length >= fence.length
}

/** A line with marks before it, or one that the next line underlines. https://spec.commonmark.org/0.31.2/#atx-headings */
function headingOf(line: string, text: string, open: Span | null): Heading | null {
  const atx = ATX.exec(line)
  if (atx) return { level: atx[1]?.length ?? 1, text: (atx[2] ?? '').trim() }
  const underline = SETEXT.exec(line)?.[1]
  const above = open && text.slice(open.start, open.end).trim()
  if (!underline || !above || above.includes('\n')) return null
  return { level: underline.startsWith('=') ? 1 : 2, text: above }
}

function linesOf(text: string): Span[] {
  const lines: Span[] = []
  let start = 0
  for (const { index } of text.matchAll(/\n/g)) {
    lines.push({ start, end: index })
    start = index + 1
  }
  lines.push({ start, end: text.length })
  return lines
}

function trim(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end)
  return { start: start + words.length - words.trimStart().length, end: start + words.trimEnd().length }
}
