// A word of a question that no article has may be one of theirs with a slip of the finger.

/** Shorter ones have too many neighbours that mean something else; a number is another number, a mark none. */
const LENGTH_MIN = 5
/** From here on two slips leave a word that it can only have been. */
const LENGTH_TWO = 9

/** A term of an org's articles, and in how many pieces it is. */
export type KnownTerm = { term: string; found: number }

/** How many slips may be in a term; 0: it is taken as it is written. */
export function slipsIn(term: string): number {
  if (term.length < LENGTH_MIN || !/^\p{L}+$/u.test(term)) return 0
  return term.length < LENGTH_TWO ? 1 : 2
}

/**
 * The term that was meant, among those that begin as it does: the nearest, of equally near ones the most
 * frequent; else the longest that begins it. Null: none is near enough.
 */
export function meantTerm(term: string, known: Iterable<KnownTerm>): string | null {
  const most = slipsIn(term)
  let best: Near | null = null
  let begun: string | null = null
  for (const one of known) {
    if (one.term[0] !== term[0] || /\p{N}/u.test(one.term)) continue
    if (isStart(one.term, term) && one.term.length > (begun?.length ?? 0)) begun = one.term
    const slips = slipsBetween(term, one.term, best?.slips ?? most)
    if (slips !== null && (!best || isBetter({ ...one, slips }, best))) best = { ...one, slips }
  }
  return best?.term ?? begun
}

/** No less is left of a word where its ending is cut off. */
export const START_MIN = 6
/** "-amiento", "-ización". */
export const END_MAX = 8

/**
 * A slip in its ending keeps a word whole where the others are cut to their stem: "estacionamento" begins
 * with that of "estacionamiento".
 */
function isStart(start: string, term: string): boolean {
  return start.length >= START_MIN && term.length - start.length <= END_MAX && term.startsWith(start)
}

type Near = KnownTerm & { slips: number }

function isBetter(one: Near, best: Near): boolean {
  if (one.slips !== best.slips) return one.slips < best.slips
  if (one.found !== best.found) return one.found > best.found
  return one.term < best.term
}

// Of all words that begin alike each is compared: the rows are made once.
const ROW = 128
const rows = [new Uint8Array(ROW), new Uint8Array(ROW), new Uint8Array(ROW)] as const

/**
 * How many letters were left out, added, taken for another or swapped with the next; null: more than that.
 * https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance#Optimal_string_alignment_distance
 */
export function slipsBetween(one: string, other: string, most: number): number | null {
  if (Math.abs(one.length - other.length) > most || other.length >= ROW) return null
  let [before, last, next]: [Uint8Array, Uint8Array, Uint8Array] = [...rows]
  for (let at = 0; at <= other.length; at++) last[at] = at
  for (let row = 1; row <= one.length; row++) {
    if (fillRow({ before, last, next }, { one, other, row }) > most) return null
    ;[before, last, next] = [last, next, before]
  }
  const slips = last[other.length] as number
  return slips <= most ? slips : null
}

type Rows = { before: Uint8Array; last: Uint8Array; next: Uint8Array }

/** Returns the least of the row: with more letters it only grows. */
function fillRow(
  { before, last, next }: Rows,
  { one, other, row }: { one: string; other: string; row: number },
) {
  next[0] = row
  let least = row
  for (let at = 1; at <= other.length; at++) {
    const isSame = one[row - 1] === other[at - 1]
    const isSwapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]
    const changed = (last[at - 1] as number) + (isSame ? 0 : 1)
    const swapped = isSwapped ? (before[at - 2] as number) + 1 : changed
    const slips = Math.min((last[at] as number) + 1, (next[at - 1] as number) + 1, changed, swapped)
    next[at] = slips
    if (slips < least) least = slips
  }
  return least
}
