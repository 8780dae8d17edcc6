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
// A sign that is meant as it stands; a picture or a link; an address by itself, which may have such signs in
// it; the signs of bold, of italics and of code.
const MARKUP =
  /\\([!-/:-@[-`{-~])|!?\[([^\]\n]*)\]\(\s*<?([^)\s>]*)[^)\n]*\)|<?(https?:\/\/[^\s<>"'`*]+)>?|\*\*|__|`+|\*(?=\S)|(?<=\S)\*/gi
const SIGNS = /\\(?=[!-/:-@[-`{-~])|\*\*|__|`+|\*(?=\S)|(?<=\S)\*/g
// What ends a sentence does not belong to the address before it.
const ENDS = /[.,;:!?)\]_~]+$/

/** Where what an article names may be read; null: it is shown by its words alone. */
export type ArticleWays = {
  linkOf(address: string): string | null
  pictureOf(address: string): string | null
}

/**
 * An article as it is read by somebody who is shown no markup: headings, paragraphs, items and code, with the
 * cited places marked. Nothing of it is HTML. Links and pictures lead where `ways` says; without it an
 * address stays a text.
 *
 * @param body Markdown
 * @param cited places in it, in UTF-16 units
 */
export function articleBlocks(body: string, cited: readonly Place[], ways?: ArticleWays): ArticleBlock[] {
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
    for (const part of partsOf(body, place, { cited, ways, isPlain: isCode })) add(block.parts, part)
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

type How = { cited: readonly Place[]; ways: ArticleWays | undefined; isPlain: boolean }

function partsOf(body: string, { start, end }: Place, { cited, ways, isPlain }: How): Part[] {
  const parts: Part[] = []
  const marks = isPlain ? [] : body.slice(start, end).matchAll(MARKUP)
  let at = start
  for (const match of marks) {
    const place = { start: start + match.index, end: start + match.index + match[0].length }
    parts.push(...wordsOf(body, { start: at, end: place.start }, cited))
    const isCited = cited.some((one) => one.start < place.end && place.start < one.end)
    parts.push(...shownOf(match, ways).map((part) => ({ ...part, isCited })))
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

type Shown = Omit<Part, 'isCited'>

/** What a piece of markup is read as; nothing where it only says how words look. */
function shownOf([mark, sign, name, address = '', bare]: RegExpMatchArray, ways?: ArticleWays): Shown[] {
  if (sign !== undefined) return [{ text: sign }]
  if (bare !== undefined) return bareLink(mark, bare, ways)
  if (name === undefined) return []
  const text = name.replace(SIGNS, '')
  if (mark.startsWith('!')) return [pictureOf(text, address, ways)]
  return [ways ? linkTo(text, address, ways) : { text: spoken(text, address) }]
}

function pictureOf(text: string, address: string, ways?: ArticleWays): Shown {
  const src = ways?.pictureOf(address) ?? null
  return src === null ? { text } : { text, src }
}

function linkTo(text: string, address: string, ways: ArticleWays): Shown {
  const href = ways.linkOf(address)
  return href === null ? { text } : { text, href }
}

function bareLink(mark: string, bare: string, ways?: ArticleWays): Shown[] {
  const isBracketed = mark.startsWith('<') && mark.endsWith('>')
  const address = isBracketed ? bare : bare.replace(ENDS, '')
  const rest = isBracketed ? '' : mark.slice(mark.indexOf(bare) + address.length)
  return [ways ? linkTo(address, address, ways) : { text: address }, { text: rest }]
}

/** A link is its words and where it leads. */
function spoken(name: string, address: string): string {
  return /^https?:\/\//i.test(address) && name !== address ? `${name} (${address})` : name
}

function add(parts: Part[], part: Part): void {
  const { text, isCited, href, src } = part
  if (text === '' && src === undefined) return
  const last = parts.at(-1)
  const isPlain = (one: Part) => one.href === undefined && one.src === undefined
  if (last && last.isCited === isCited && isPlain(last) && href === undefined && src === undefined)
    last.text += text
  else parts.push({ ...part })
}

/** Markdown as words alone, each item of a list on a line of its own. */
export function plainWords(markdown: string): string {
  const lines = articleBlocks(markdown, []).map(({ kind, parts }, at) => {
    const words = parts.map(({ text }) => text).join('')
    const line = kind === 'code' ? words : words.replace(/ {2,}/g, ' ').trim()
    if (at === 0) return line
    if (kind === 'item') return `\n• ${line}`
    return NUMBER.test(line) ? `\n${line}` : `\n\n${line}`
  })
  return lines.join('').trim()
}

/** The id of a picture that was uploaded here; null for any other address. */
export function pictureIdOf(address: string): string | null {
  return /^picture:([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(address)?.[1] ?? null
}
