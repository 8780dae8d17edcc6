import type { ArticleBlock } from './article.ts'

type Place = { readonly start: number; readonly end: number }
type Part = ArticleBlock['parts'][number]
type Open = { kind: ArticleBlock['kind']; parts: Part[] }

// What stands behind it names the language of the code; https://spec.commonmark.org/0.31.2/#info-string
const FENCE = /^ {0,3}(?:`{3,}[^`]*|~{3,}.*)$/
const HEADING = /^ {0,3}#{1,6}[ \t]+/
const BULLET = /^[ \t]*[-*+][ \t]+/
const NUMBER = /^[ \t]*\d{1,3}[.)][ \t]/
const RULE = /^[ \t]*(?:[-*_][ \t]*){3,}$|^[ \t]*\|?[-:| \t]+\|[-:| \t]*$/
// A picture or a link; the signs of bold, of italics and of code.
const MARKUP = /!?\[([^\]\n]*)\]\(\s*<?([^)\s>]*)[^)\n]*\)|\*\*|__|`+|\*(?=\S)|(?<=\S)\*/g

/**
 * An article as it is read by somebody who is shown no markup: headings, paragraphs, items and code, with the
 * cited places marked. Nothing of it is HTML, and an address stays a text.
 *
 * @param body Markdown
 * @param cited places in it, in UTF-16 units
 */
export function articleBlocks(body: string, cited: readonly Place[]): ArticleBlock[] {
  const blocks: Open[] = []
  let open: Open | null = null
  let isCode = false
  for (const { 0: line, index } of body.matchAll(/[^\n]*\n?/g)) {
    const text = line.replace(/\r?\n$/, '')
    if (FENCE.test(text)) {
      isCode = !isCode
      open = null
      continue
    }
    if (!isCode && (text.trim() === '' || RULE.test(text))) {
      open = null
      continue
    }
    const { kind, from, goesOn } = isCode ? CODE : kindOf(text)
    // What is written below an item without a mark of its own belongs to it.
    const isMore = goesOn && open !== null && (open.kind === kind || open.kind === 'item')
    const block: Open = isMore && open ? open : { kind, parts: [] }
    if (isMore) add(block.parts, { text: isCode ? '\n' : ' ', isCited: block.parts.at(-1)?.isCited ?? false })
    else blocks.push(block)
    const place = { start: index + from, end: index + text.length }
    for (const part of partsOf(body, place, { cited, isPlain: isCode })) add(block.parts, part)
    open = kind === 'heading' ? null : block
  }
  return blocks.filter(({ parts }) => parts.length > 0)
}

/** `from`: where the words of a line begin; `goesOn`: whether it may belong to what stands above it. */
type Line = { kind: ArticleBlock['kind']; from: number; goesOn: boolean }

const CODE: Line = { kind: 'code', from: 0, goesOn: true }

function kindOf(line: string): Line {
  const heading = HEADING.exec(line)
  if (heading) return { kind: 'heading', from: heading[0].length, goesOn: false }
  const bullet = BULLET.exec(line)
  if (bullet) return { kind: 'item', from: bullet[0].length, goesOn: false }
  const from = line.length - line.trimStart().length
  // A number stays: others may speak of "step 2".
  return { kind: 'text', from, goesOn: !NUMBER.test(line) }
}

type How = { cited: readonly Place[]; isPlain: boolean }

function partsOf(body: string, { start, end }: Place, { cited, isPlain }: How): Part[] {
  const parts: Part[] = []
  const marks = isPlain ? [] : body.slice(start, end).matchAll(MARKUP)
  let at = start
  for (const { 0: mark, 1: name, 2: address, index } of marks) {
    const place = { start: start + index, end: start + index + mark.length }
    parts.push(...wordsOf(body, { start: at, end: place.start }, cited))
    const isCited = cited.some((one) => one.start < place.end && place.start < one.end)
    if (name !== undefined) parts.push({ text: spoken(mark, name, address ?? ''), isCited })
    at = place.end
  }
  return [...parts, ...wordsOf(body, { start: at, end }, cited)]
}

/** Words without markup, cut where what is cited begins and ends. */
function wordsOf(body: string, { start, end }: Place, cited: readonly Place[]): Part[] {
  const bounds = cited.flatMap((one) => [one.start, one.end]).filter((at) => start < at && at < end)
  const cuts = [start, ...bounds.sort((a, b) => a - b), end]
  return cuts.slice(1).map((until, place) => {
    const from = cuts[place] ?? start
    return {
      text: body.slice(from, until),
      isCited: cited.some((one) => one.start <= from && from < one.end),
    }
  })
}

/** A picture is its description; a link, its words and where it leads. */
function spoken(mark: string, name: string, address: string): string {
  if (mark.startsWith('!') || name === address) return name
  return /^https?:\/\//i.test(address) ? `${name} (${address})` : name
}

function add(parts: Part[], { text, isCited }: Part): void {
  if (text === '') return
  const last = parts.at(-1)
  if (last?.isCited === isCited) last.text += text
  else parts.push({ text, isCited })
}
