/**
 * Cuts text to what one message can carry. Lengths are counted in code points, as WhatsApp counts characters.
 * Only white space at a cut is lost; a piece that fits is never cut again.
 */

// https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages
export const TEXT_MAX_LENGTH = 4096
export const CAPTION_MAX_LENGTH = 1024

// The kinds of places to cut at, best first; a match ends where the next piece begins.
const PARAGRAPH = /\n[^\S\n]*\n\s*/g
const LINE = /\n\s*/g
const SENTENCE = /[.!?…]["'”’»)\]]*\s+|[。！？]/g
const WORD = /\s+/g

// A cut so early that less than this share of the message would be used is not worth the better place.
const FILL_MIN = 0.25

/** True when `text` has at most `max` code points. */
export function fits(text: string, max: number): boolean {
  return text.length <= max || endOf(text, max) === text.length
}

/** The pieces of `text`, at least one, each of at most `max` code points. */
export function splitText(text: string, max: number): string[] {
  const pieces: string[] = []
  let rest = text
  while (!fits(rest, max)) {
    const cut = cutIn(rest.slice(0, endOf(rest, max)))
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
export function splitOffEnd(text: string, max: number): [head: string, end: string] {
  const trimmed = text.trim()
  if (fits(trimmed, max)) return ['', trimmed]
  const from = startOf(trimmed, max)
  const isIn = (cut: number | undefined) => cut !== undefined && cut >= from && cut < trimmed.length
  const last = [PARAGRAPH, LINE, SENTENCE].map((place) => cutsOf(trimmed, place).at(-1)).find(isIn)
  const cut = last ?? cutsOf(trimmed, WORD).find(isIn) ?? from
  return [trimmed.slice(0, cut).trimEnd(), trimmed.slice(cut).trimStart()]
}

/** The text in at most `max` code points, with an ellipsis when something was cut. */
export function shorten(text: string, max: number): string {
  return fits(text, max) ? text : `${text.slice(0, endOf(text, max - 1)).trimEnd()}…`
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

/** The index behind the first `max` code points. */
function endOf(text: string, max: number): number {
  let index = 0
  for (let count = 0; count < max && index < text.length; count++) {
    index += isPair(text, index) ? 2 : 1
  }
  return index
}

/** The index of the last `max` code points. */
function startOf(text: string, max: number): number {
  let index = text.length
  for (let count = 0; count < max && index > 0; count++) {
    index -= index > 1 && isPair(text, index - 2) ? 2 : 1
  }
  return index
}

function isPair(text: string, index: number): boolean {
  return (text.codePointAt(index) ?? 0) > 0xffff
}
