import { type Kind, kindsOf } from './kinds.ts'

/**
 * What the classifier sees of an utterance. Kinds of words ("somebody", "to talk") carry over to what it
 * never saw, and so do the sequences in which most words are replaced by their kind; the words themselves
 * say what the kinds do not: "another person", "per person".
 */

const LENGTH_MAX = 2_000
const WORDS_MAX = 60
const REACH = 6
const NAMING: ReadonlySet<Kind> = new Set([
  ...(['PERSON', 'STAFF', 'DEPARTMENT', 'TALK', 'ATTEND', 'MOVE', 'CALL', 'BOT'] as const),
])
// Too many words mean these for them to be told from each other by their kind alone.
const TOO_WIDE: ReadonlySet<Kind> = new Set(['WITH', 'ABOUT', 'ME', 'ARE', 'HELP', 'COUNT'])

/** The names of all features of a text, each once; none of a text without words. */
export function featuresOf(text: string): string[] {
  const words = wordsOf(text)
  if (words.length === 0) return []
  const kinds = words.map(kindsOf)
  const tokens = ['^', ...words.map((word, at) => tokenOf(word, kinds[at] ?? [])), '$']
  const names = [
    ...words.map((word) => `w ${word}`),
    ...tokens.slice(1).map((token, at) => `p ${tokens[at]} ${token}`),
    ...tokens.slice(2).map((token, at) => `t ${tokens[at]} ${tokens[at + 1]} ${token}`),
    ...kindPairs(kinds),
    ...refused(kinds),
    ...besides(words, kinds),
    `n ${lengthOf(words.length)}`,
  ]
  const named = new Set(kinds.flat())
  if (!named.has('PERSON') && !named.has('STAFF')) names.push('k NOBODY')
  if (NAMING.isDisjointFrom(named)) return []
  return [...new Set(names)]
}

/** The words in lower case without accents, as people type them on phones. */
function wordsOf(text: string): string[] {
  const plain = text.slice(0, LENGTH_MAX).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.replace(/[’`]/g, "'").match(/[\p{L}\p{N}][\p{L}\p{N}'*]*/gu) ?? []
  return words.slice(0, WORDS_MAX).map((word) => (/^\d\d/.test(word) ? '00' : word))
}

function tokenOf(word: string, kinds: readonly Kind[]): string {
  return kinds.find((kind) => !TOO_WIDE.has(kind)) ?? word
}

/** Which kinds are there, and which follow which, close by or further off. */
function kindPairs(kinds: readonly Kind[][]): string[] {
  return kinds.flatMap((here, at) => {
    const single = here.flatMap((kind) => [`k ${kind}`, ...(at === 0 ? [`k ^${kind}`] : [])])
    const pairs = here.flatMap((kind) =>
      kinds
        .slice(at + 1, at + REACH)
        .flatMap((there, distance) =>
          there.map((other) => `${distance < REACH / 2 ? 'k' : 'f'} ${kind} ${other}`),
        ),
    )
    return [...single, ...pairs]
  })
}

/** What is said not to be wanted: "do not call me", "I do not want to talk to anybody". */
function refused(kinds: readonly Kind[][]): string[] {
  return kinds.flatMap((here, at) => {
    const next = kinds[at + 1] ?? []
    if (!here.includes('NOT')) return []
    if (!next.includes('WANT') && !next.some((kind) => NAMING.has(kind))) return []
    const meant = kinds.slice(at + 1, at + 2 + REACH).flat()
    return meant.filter((kind) => NAMING.has(kind)).map((kind) => `r ${kind}`)
  })
}

/** The words before and after one of a kind: "another person", "per person", "my agent". */
function besides(words: readonly string[], kinds: readonly Kind[][]): string[] {
  return kinds.flatMap((here, at) =>
    here
      .filter((kind) => NAMING.has(kind))
      .flatMap((kind) => [`b ${words[at - 1] ?? '^'} ${kind}`, `a ${kind} ${words[at + 1] ?? '$'}`]),
  )
}

function lengthOf(count: number): string {
  return count <= 3 ? String(count) : count <= 6 ? 'few' : count <= 15 ? 'some' : 'many'
}
