import weights from './weights.json' with { type: 'json' }

/**
 * In which of three languages words are spelled so: a classifier of their letters, for texts of a few words,
 * of which statistics over longer texts know too little. Its weights come from `npm run train:language`.
 */

export const SPELLED = ['en', 'es', 'pt'] as const

/** Letters that share a bucket share a weight. */
export const BUCKETS = 1 << 14
const PART_MIN = 2
const PART_MAX = 5
// Longer ones are no words.
const WORD_MAX = 40

/** Seven times as likely, as a logarithm. */
const CLEAR = 2

let table: Int8Array | undefined

/**
 * The language in which these words are spelled so much rather than in any other of them that statistics need
 * not be asked; null: it is not so clear. `among`: between which it was told.
 */
export function clearlySpelled(
  words: readonly string[],
  languages: readonly string[],
): { language: string; among: readonly string[] } | null {
  const known = SPELLED.filter((language) => languages.includes(language))
  if (known.length < 2 || words.length === 0) return null
  const scores = scoresOf(words)
  const rated = known
    .map((language) => ({ language, score: scores[SPELLED.indexOf(language)] ?? 0 }))
    .sort((a, b) => b.score - a.score)
  const [best, next] = rated
  return best && next && best.score - next.score > CLEAR ? { language: best.language, among: known } : null
}

function scoresOf(words: readonly string[]): number[] {
  table ??= Int8Array.from(Buffer.from(weights.table, 'base64'))
  const scores = SPELLED.map(() => 0)
  for (const { bucket, value } of bucketsOf(words)) {
    for (const at of SPELLED.keys()) {
      scores[at] = (scores[at] ?? 0) + (value * (table[bucket * SPELLED.length + at] ?? 0)) / weights.scale
    }
  }
  return scores
}

/** What the classifier sees: each word, and every two to five letters of it, with its edges. */
export function bucketsOf(words: readonly string[]): { bucket: number; value: number }[] {
  return words.flatMap((word) => {
    const buckets = [...partsOf(`^${word.slice(0, WORD_MAX)}$`)]
    // A long word has more letters and does not say more than a short one.
    const value = 1 / Math.sqrt(buckets.length * words.length)
    return buckets.map((bucket) => ({ bucket, value }))
  })
}

function partsOf(padded: string): Set<number> {
  const parts = new Set([bucketOf(`=${padded}`)])
  for (let size = PART_MIN; size <= PART_MAX; size++) {
    for (let at = 0; at + size <= padded.length; at++) parts.add(bucketOf(padded.slice(at, at + size)))
  }
  return parts
}

/** FNV-1a. */
function bucketOf(part: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < part.length; at++) {
    hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193)
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % BUCKETS
}
