import { hintsFor } from './hints.ts'
import { leansTo } from './marks.ts'
import { clearlySpelled } from './spelled.ts'

/** The language that a text seems to be in. */
export type Detection = {
  /** One of the languages that were allowed, or null when nothing speaks for any of them. */
  readonly language: string | null
  /** Whether the statistics alone say so clearly. A word or two seldom do. */
  readonly isReliable: boolean
  /** It has signs that no other language has. */
  readonly isMarked: boolean
  /** A few words of Spanish or of Portuguese, of which nothing says which. */
  readonly isAlike: boolean
  readonly words: number
}

export type Detector = (text: string, languages: readonly string[]) => Detection

// From this many words on statistics need no help of the spelling.
const WORDS_ENOUGH = 4
// More tells nothing new, and a message may be as long as somebody likes.
const LENGTH_MAX = 1_000
const HINT_WEIGHT = 0.005
// Up to so many words the letters of Spanish and Portuguese are too alike for statistics alone.
const WORDS_SHORT = 6
export const NEIGHBOURS: readonly string[] = ['es', 'pt']
// "Cancelar consulta": of so few words every one may be both, and the statistics are sure all the same.
const WORDS_ALIKE = 3
const LEAN_WEIGHT = 0.08
const LEAN_MAX = 2

let opened: Promise<Detector> | undefined

/**
 * Opens the detector of languages. Its statistics take some 50 MB, so they are loaded when they are first
 * asked for, and once.
 */
export function openDetector(): Promise<Detector> {
  opened ??= import('eld/small').then(({ eld }) => {
    const detector = eld.newInstance()
    // Addresses and codes are in no language.
    detector.enableTextCleanup(true)
    return (text, languages) => {
      if (languages.length === 0) {
        return {
          language: null,
          isReliable: false,
          isMarked: false,
          isAlike: false,
          words: wordsOf(text).length,
        }
      }
      detector.setLanguageSubset([...languages])
      const result = detector.detect(text.slice(0, LENGTH_MAX))
      return settle(text, languages, {
        scores: result.getScores(),
        guess: result.language,
        isReliable: result.isReliable(),
      })
    }
  })
  return opened
}

/** The words of a text: runs of letters, without addresses, numbers and signs. */
function wordsOf(text: string): string[] {
  const prose = text
    .slice(0, LENGTH_MAX)
    .split(/\s+/)
    .filter((token) => !/[@\d]|:\/\/|^www\./.test(token))
  return (
    prose
      .join(' ')
      .toLowerCase()
      .match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? []
  )
}

function isAmongNeighbours(language: string | null, languages: readonly string[]): boolean {
  return (
    language !== null &&
    [language, ...NEIGHBOURS].every((one) => languages.includes(one)) &&
    NEIGHBOURS.includes(language)
  )
}

/** Which of Spanish and Portuguese it is by its marks, when both are spoken; null where none decides. */
function betweenNeighbours(
  languages: readonly string[],
  scores: Readonly<Record<string, number>>,
  words: readonly string[],
): 'es' | 'pt' | null {
  if (!NEIGHBOURS.every((language) => languages.includes(language))) return null
  const { es = 0, pt = 0, ...others } = scores
  if (Math.max(es, pt) <= Math.max(0, ...Object.values(others))) return null
  const lean = Math.max(-LEAN_MAX, Math.min(LEAN_MAX, leansTo(words)))
  if (lean === 0) return null
  return es + LEAN_WEIGHT * lean >= pt ? 'es' : 'pt'
}

type Statistics = { scores: Record<string, number>; guess: string; isReliable: boolean }

function settle(
  text: string,
  languages: readonly string[],
  { scores, guess, isReliable }: Statistics,
): Detection {
  const words = wordsOf(text)
  const told = tell(words, languages, { scores, guess, isReliable })
  // No other language opens a question or a cry by these signs.
  if (/[¿¡]/.test(text) && languages.includes('es'))
    return { language: 'es', isReliable: true, isMarked: true, isAlike: false, words: words.length }
  const spelled = words.length <= WORDS_SHORT ? clearlySpelled(words, languages) : null
  // Of a language whose words it was not made from it knows nothing.
  const isAmong = told === null || spelled?.among.includes(told)
  const language = (isAmong && spelled?.language) || told
  const isAlike =
    spelled === null &&
    words.length <= WORDS_ALIKE &&
    isAmongNeighbours(language, languages) &&
    leansTo(words) === 0
  return {
    language,
    isReliable: isReliable && language === guess,
    isMarked: false,
    isAlike,
    words: words.length,
  }
}

/** The language by statistics and, where those know little, by marks of the spelling. */
function tell(
  words: readonly string[],
  languages: readonly string[],
  { scores, guess }: Statistics,
): string | null {
  const neighbour = words.length <= WORDS_SHORT ? betweenNeighbours(languages, scores, words) : null
  if (words.length >= WORDS_ENOUGH) return neighbour ?? (guess || null)

  const rated = languages.map((language) => ({
    language,
    score: (scores[language] ?? 0) + HINT_WEIGHT * hintsFor(language, words),
  }))
  const best = rated.reduce((a, b) => (b.score > a.score ? b : a), { language: '', score: 0 })
  const isOfPair = NEIGHBOURS.includes(best.language)
  return (isOfPair && neighbour) || best.language || guess || null
}
