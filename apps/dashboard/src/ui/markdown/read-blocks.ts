import { type Inline, readInlines } from './read-inlines.ts'

export type Block =
  | { type: 'heading'; level: number; inlines: Inline[] }
  | { type: 'paragraph'; inlines: Inline[] }
  | { type: 'list'; start: number | null; items: Block[][] }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'code'; text: string }
  | { type: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { type: 'rule' }

const DEPTH_MAX = 5
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/
const RULE = /^ {0,3}([-*_])(\s*\1){2,}\s*$/
const FENCE = /^ {0,3}(```+|~~~+)/
const QUOTE = /^ {0,3}> ?/
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])( +)(?=\S)/
const DELIMITERS = /^ {0,3}\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/

type Taken = { block: Block; next: number }
type Lines = readonly string[]

/** The blocks of a Markdown text, as far as articles need it: no HTML, no footnotes, no references. */
export function readBlocks(markdown: string): Block[] {
  return blocksOf(markdown.replace(/\r\n?/g, '\n').replaceAll('\t', '    ').split('\n'), 0)
}

function blocksOf(lines: Lines, depth: number): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) {
    if (isBlank(lines[at])) {
      at++
      continue
    }
    const { block, next } = blockAt(lines, at, depth)
    blocks.push(block)
    at = next
  }
  return blocks
}

function blockAt(lines: Lines, at: number, depth: number): Taken {
  const line = lines[at] ?? ''
  const heading = HEADING.exec(line)
  if (heading) {
    const inlines = readInlines(heading[2] ?? '')
    return { block: { type: 'heading', level: heading[1]?.length ?? 1, inlines }, next: at + 1 }
  }
  if (FENCE.test(line)) return codeAt(lines, at)
  if (RULE.test(line)) return { block: { type: 'rule' }, next: at + 1 }
  if (depth < DEPTH_MAX && QUOTE.test(line)) return quoteAt(lines, at, depth)
  if (depth < DEPTH_MAX && ITEM.test(line)) return listAt(lines, at, depth)
  if (line.includes('|') && DELIMITERS.test(lines[at + 1] ?? 'x')) return tableAt(lines, at)
  return paragraphAt(lines, at)
}

function codeAt(lines: Lines, at: number): Taken {
  const fence = FENCE.exec(lines[at] ?? '')?.[1] ?? '```'
  const close = lines.findIndex((line, index) => index > at && line.trim().startsWith(fence))
  const end = close < 0 ? lines.length : close
  return { block: { type: 'code', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 }
}

function quoteAt(lines: Lines, at: number, depth: number): Taken {
  let end = at
  while (end < lines.length && QUOTE.test(lines[end] ?? '')) end++
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ''))
  return { block: { type: 'quote', blocks: blocksOf(inner, depth + 1) }, next: end }
}

function listAt(lines: Lines, at: number, depth: number): Taken {
  const isOrdered = /\d/.test(ITEM.exec(lines[at] ?? '')?.[2] ?? '')
  const items: Block[][] = []
  let next = at
  for (;;) {
    const match = ITEM.exec(lines[next] ?? '')
    if (!match || /\d/.test(match[2] ?? '') !== isOrdered || RULE.test(lines[next] ?? '')) break
    const width = match[0].length
    const end = endOfItem(lines, next + 1, width)
    const own = lines
      .slice(next, end)
      .map((line, index) => (index === 0 ? line.slice(width) : outdent(line, width)))
    items.push(blocksOf(own, depth + 1))
    next = end
    while (isBlank(lines[next]) && ITEM.test(lines[next + 1] ?? '')) next++
  }
  const start = isOrdered ? Number.parseInt(lines[at]?.trim() ?? '1', 10) : null
  return { block: { type: 'list', start, items }, next }
}

/** What is indented belongs to the item, and a line that goes on with its sentence. */
function endOfItem(lines: Lines, from: number, width: number): number {
  let end = from
  while (end < lines.length) {
    const line = lines[end] ?? ''
    const isIndented = line.startsWith(' '.repeat(Math.min(width, 2)))
    const goesOn = !isBlank(line) && !isBlank(lines[end - 1]) && !beginsBlock(line)
    const isGap = isBlank(line) && (lines[end + 1] ?? '').startsWith(' '.repeat(Math.min(width, 2)))
    if (!isGap && !(isIndented && !isBlank(line)) && !goesOn) break
    end++
  }
  return end
}

function outdent(line: string, width: number): string {
  const spaces = /^ */.exec(line)?.[0].length ?? 0
  return line.slice(Math.min(spaces, width))
}

function tableAt(lines: Lines, at: number): Taken {
  let end = at + 2
  while (end < lines.length && (lines[end] ?? '').includes('|')) end++
  const [head = [], ...rows] = [lines[at] ?? '', ...lines.slice(at + 2, end)].map(cellsOf)
  return { block: { type: 'table', head, rows }, next: end }
}

function cellsOf(line: string): Inline[][] {
  const cells = line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/)
  return cells.map((cell) => readInlines(cell.replaceAll('\\|', '|').trim()))
}

function paragraphAt(lines: Lines, at: number): Taken {
  let end = at + 1
  while (end < lines.length && !isBlank(lines[end]) && !beginsBlock(lines[end] ?? '')) end++
  // A line goes on in the next one, unless it ends with two spaces or a backslash.
  const text = lines
    .slice(at, end)
    .map((line, index) => (index === end - at - 1 ? line.trim() : `${line.trimStart()}\n`))
    .join('')
    .replace(/( {2,}|\\)\n/g, '\u0000')
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('\u0000', '\n')
  return { block: { type: 'paragraph', inlines: readInlines(text) }, next: end }
}

function beginsBlock(line: string): boolean {
  return [HEADING, FENCE, RULE, QUOTE, ITEM].some((pattern) => pattern.test(line))
}

function isBlank(line: string | undefined): boolean {
  return line !== undefined && line.trim() === ''
}
