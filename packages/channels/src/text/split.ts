/**
 * Cuts text to what one message can carry. A platform counts in its own unit: `size` says what one code point
 * counts there. Only white space at a cut is lost; a piece that fits is never cut again.
 */

/** What a code point counts on a platform. */
export type Size = (codePoint: number) => number

/** For platforms that count characters. */
export const inCharacters: Size = () => 1

/** For platforms that count the bytes of UTF-8. Half a pair is sent as the replacement character: 3 bytes. */
export const inBytes: Size = (codePoint) =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4

// The kinds of places to cut at, best first; a match ends where the next piece begins.
const PARAGRAPH = /\n[^\S\n]*\n\s*/g
const LINE = /\n\s*/g
const SENTENCE = /[.!?…]["'”’»)\]]*\s+|[。！？]/g
const WORD = /\s+/g

// A cut so early that less than this share of the message would be used is not worth the better place.
const FILL_MIN = 0.25

/** True when `text` counts at most `max`. */
export function fits(text: string, max: number, size = inCharacters): boolean {
  return endOf(text, max, size) === text.length
}

/** The pieces of `text`, at least one, each of which counts at most `max`. */
export function splitText(text: string, max: number, size = inCharacters): string[] {
  const pieces: string[] = []
  let rest = text
  for (let end = endOf(rest, max, size); end < rest.length; end = endOf(rest, max, size)) {
    const cut = cutIn(rest.slice(0, end))
    const piece = rest.slice(0, cut).trimEnd()
    if (piece !== '') pieces.push(piece)
    rest = rest.slice(cut).trimStart()
  }
  if (rest !== '' || pieces.length === 0) pieces.push(rest)
  return pieces
}

/**
 * Takes what fits into `max` off the end, where the question stands: the last paragraph, else the last line
 * or sentence, else as many words as fit. The first of the pair is empty when all of it fits.
 */
export function splitOffEnd(text: string, max: number, size = inCharacters): [head: string, end: string] {
  const trimmed = text.trim()
  if (fits(trimmed, max, size)) return ['', trimmed]
  const from = startOf(trimmed, max, size)
  const isIn = (cut: number | undefined) => cut !== undefined && cut >= from && cut < trimmed.length
  const last = [PARAGRAPH, LINE, SENTENCE].map((place) => cutsOf(trimmed, place).at(-1)).find(isIn)
  const cut = last ?? cutsOf(trimmed, WORD).find(isIn) ?? from
  return [trimmed.slice(0, cut).trimEnd(), trimmed.slice(cut).trimStart()]
}

/** The text in what counts at most `max`, with an ellipsis when something was cut. */
export function shorten(text: string, max: number, size = inCharacters): string {
  if (fits(text, max, size)) return text
  return `${text.slice(0, endOf(text, max - size(0x2026), size)).trimEnd()}…`
}

function cutIn(window: string): number {
  const least = window.length * FILL_MIN
  for (const place of [PARAGRAPH, LINE, SENTENCE, WORD]) {
    const cut = cutsOf(window, place).at(-1)
    if (cut !== undefined && cut >= least) return cut
  }
  return window.length
}

function cutsOf(text: string, place: RegExp): number[] {
  return Array.from(text.matchAll(place), (match) => match.index + match[0].length)
}

/** The index behind the most code points that count at most `max` together. */
function endOf(text: string, max: number, size: Size): number {
  let index = 0
  for (let left = max; index < text.length; ) {
    const codePoint = text.codePointAt(index) ?? 0
    left -= size(codePoint)
    if (left < 0) break
    index += codePoint > 0xffff ? 2 : 1
  }
  return index
}

/** The index of the most code points at the end that count at most `max` together. */
function startOf(text: string, max: number, size: Size): number {
  let index = text.length
  for (let left = max; index > 0; ) {
    const length = index > 1 && isPair(text, index - 2) ? 2 : 1
    left -= size(text.codePointAt(index - length) ?? 0)
    if (left < 0) break
    index -= length
  }
  return index
}

function isPair(text: string, index: number): boolean {
  return (text.codePointAt(index) ?? 0) > 0xffff
}
