/**
 * Which questions are the same. A journal has no more of a question than its place and its first words, and
 * both vary: words hold names, dates and the contact's language, and a loop has a place for each round.
 *
 * Equal words are one question wherever they stand, numbers apart; so are words at the same place most of
 * which are the same. Other words at the same place are another question: the code went another way there.
 */
export type Wording = { kind: string; position: string; text: string; count: number }

export type Grouped = {
  /** The number of each wording's question. */
  questions: number[]
  /** What each question is called: its most frequent words. */
  labels: { name: string; wordings: number }[]
}

/** Beyond so many different questions at one place the rest belong to the first. */
const SAMPLES_MAX = 40

/** @param wordings the most frequent first; those with the same words at several places included. */
export function groupWordings(wordings: readonly Wording[]): Grouped {
  const roots = wordings.map((_, index) => index)
  const rootOf = (index: number): number => {
    let at = index
    while (roots[at] !== at) at = roots[at] as number
    roots[index] = at
    return at
  }
  const join = (a: number, b: number) => {
    const [low, high] = [rootOf(a), rootOf(b)].toSorted((one, other) => one - other) as [number, number]
    roots[high] = low
  }
  const known = new Map<string, number>()
  const places = new Map<string, { index: number; words: Set<string> }[]>()
  wordings.forEach(({ kind, position, text }, index) => {
    const words = wordsOf(text)
    const same = known.get(words.join(' '))
    if (same === undefined) known.set(words.join(' '), index)
    else join(same, index)
    const place = `${kind} ${position}`
    const samples = places.get(place) ?? []
    places.set(place, samples)
    const set = new Set(words)
    const like = samples.find((sample) => isAlike(sample.words, set))
    if (like) join(like.index, index)
    else if (samples.length < SAMPLES_MAX) samples.push({ index, words: set })
    else if (samples[0]) join(samples[0].index, index)
  })
  return numbered(
    wordings,
    wordings.map((_, index) => rootOf(index)),
  )
}

function numbered(wordings: readonly Wording[], roots: readonly number[]): Grouped {
  const order = [...new Set(roots)]
  const labels = order.map((root) => {
    const counts = new Map<string, number>()
    wordings.forEach(({ text, count }, index) => {
      if (roots[index] === root) counts.set(text, (counts.get(text) ?? 0) + count)
    })
    const [most] = [...counts].toSorted((a, b) => b[1] - a[1])
    return { name: most?.[0] ?? '', wordings: counts.size }
  })
  return { questions: roots.map((root) => order.indexOf(root)), labels }
}

/** Words without what changes in them: case, marks, and numbers. */
function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]).map((word) =>
    /\p{N}/u.test(word) ? '#' : word,
  )
}

/** More than half of all their words are words of both. */
function isAlike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = a.intersection(b).size
  return shared * 2 > a.size + b.size - shared
}
