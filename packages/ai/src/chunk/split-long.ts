type Span = { start: number; end: number }

/** Ends of sentences with the space behind them, then any space. */
const BREAKS = [/[.!?…][)"'»”\]]*\s+|\n/g, /\s+/g]

/** A span in parts of at most `maxLength`: cut where a sentence ends, else at a space, else anywhere. */
export function splitLong(text: string, { start, end }: Span, maxLength: number): Span[] {
  const parts: Span[] = []
  let from = start
  while (end - from > maxLength) {
    const cut = from + lengthOfPart(text.slice(from, from + maxLength + 1), maxLength)
    parts.push({ start: from, end: from + text.slice(from, cut).trimEnd().length })
    from = cut
    while (from < end && /\s/.test(text[from] as string)) from++
  }
  if (from < end) parts.push({ start: from, end })
  return parts
}

function lengthOfPart(words: string, maxLength: number): number {
  for (const pattern of BREAKS) {
    const ends = [...words.matchAll(pattern)].map(({ index, 0: { length } }) => index + length)
    // A first sentence of three words would be a chunk that says nothing.
    const best = ends.filter((at) => at <= maxLength && at >= maxLength / 3).at(-1)
    if (best) return best
  }
  const splitsPair = /[\uD800-\uDBFF]/.test(words[maxLength - 1] ?? '')
  return splitsPair ? maxLength - 1 : maxLength
}
