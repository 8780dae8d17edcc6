/** A part of a text: `text.slice(start, end)`, in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number }

// Bullets and numbers of lists, quotation marks and hashes of Markdown are no part of a sentence.
const MARKER = /^[ \t]*(?:(?:[-*+•·–]|\d{1,3}[.)]|[a-z][.)]|#{1,6}|>+)[ \t]+)*/i
const BULLET = /^[ \t]*(?:[-*+•·–]|\d{1,3}[.)]|#{1,6}|\|)[ \t]+/
const END = /[.!?…]+["'”’»)\]*_]*(?=\s|$)/g
// What a point does not end: English, Spanish and Portuguese, in small letters.
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  `mr mrs ms dr dra sr sra srta srs prof lic ing arq av avda art arts núm num nº nro no tel pág pag págs
  pp p vol cap aprox máx max mín min ej vs etc e.g i.e eg ie st inc ltd co corp dept approx fig sec u.s
  u.k e.u ee uu ud uds vd jr exmo exma ilmo r cx tlf cel dpto depto piso esq ref cód cod jan feb mar apr
  jun jul aug sep sept oct nov dec ene abr ago dic fev set out dez a.m p.m s.a s.r.l ltda c.a`.split(/\s+/),
)

/** The sentences of a text in their order, each item of a list for itself, without the signs that begin it. */
export function sentencesOf(text: string): Span[] {
  return blocksOf(text)
    .flatMap((block) => cut(text, block))
    .map((span) => trim(text, span))
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)))
}

/** Lines that belong together: a paragraph, or one item. */
function blocksOf(text: string): Span[] {
  const blocks: Span[] = []
  let isOpen = false
  for (const { 0: line, index } of text.matchAll(/[^\n]+|\n/g)) {
    if (line.trim() === '') {
      if (line !== '\n' || text[index - 1] === '\n') isOpen = false
      continue
    }
    const last = blocks.at(-1)
    const isNew = !isOpen || !last || BULLET.test(line)
    if (isNew) blocks.push({ start: index + (MARKER.exec(line)?.[0].length ?? 0), end: index + line.length })
    else blocks[blocks.length - 1] = { start: last.start, end: index + line.length }
    // A heading stands for itself.
    isOpen = !/^[ \t]*#/.test(line)
  }
  return blocks
}

function cut(text: string, { start, end }: Span): Span[] {
  const block = text.slice(start, end)
  const spans: Span[] = []
  let from = 0
  for (const { 0: mark, index } of block.matchAll(END)) {
    const to = index + mark.length
    if (!endsSentence(block, index, to)) continue
    spans.push({ start: start + from, end: start + to })
    from = to
  }
  return [...spans, { start: start + from, end }]
}

function endsSentence(block: string, mark: number, to: number): boolean {
  const next = block.slice(to, to + 12).trimStart()[0]
  if (next === undefined) return true
  if (block[mark] !== '.') return true
  const word = /[\p{L}\p{N}.ºª]*$/u.exec(block.slice(Math.max(0, mark - 24), mark))?.[0] ?? ''
  const isClosed = to > mark + 1
  // An initial, or a word that is cut short.
  if (!isClosed && (/^\p{Lu}$/u.test(word) || ABBREVIATIONS.has(word.toLowerCase()))) return false
  return !/\p{Ll}/u.test(next)
}

function trim(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end)
  const lead = part.length - part.trimStart().length
  return { start: start + lead, end: start + lead + part.trim().length }
}
