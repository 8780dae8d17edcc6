import snowball from 'snowball-stemmers'
import { fold } from './fold.ts'
import type { TextLanguage } from './language.ts'
import { ROOTS } from './roots.ts'

const ALGORITHMS = { en: 'english', es: 'spanish', pt: 'portuguese' } as const

/** Stemming a word costs a hundred times looking it up, and texts repeat their words. */
const KNOWN_MAX = 50_000

const stemmers: Record<TextLanguage, (word: string) => string> = {
  en: remembering('en'),
  es: remembering('es'),
  pt: remembering('pt'),
}

/** The stem of a folded word, folded. */
export function stem(word: string, language: TextLanguage): string {
  return stemmers[language](word)
}

function remembering(language: TextLanguage): (word: string) => string {
  const stemmer = snowball.newStemmer(ALGORITHMS[language])
  const plain = (word: string) => fold(stemmer.stem(withAccents(word, language)))
  const roots = rootsBy(plain, language)
  const known = new Map<string, string>()
  return (word) => {
    const before = known.get(word)
    if (before !== undefined) return before
    const own = plain(word)
    const found = roots.get(own) ?? own
    if (known.size >= KNOWN_MAX) known.clear()
    known.set(word, found)
    return found
  }
}

/** The algorithms know endings by their accents, which folding took: `informacion` and its plural are one. */
function withAccents(word: string, language: TextLanguage): string {
  if (language === 'es') return word.replace(/([cs])ion$/, '$1ión')
  if (language === 'pt') return word.replace(/cao$/, 'ção').replace(/coes$/, 'ções')
  return word
}

/** By the stem of each form that of the first one. */
function rootsBy(plain: (word: string) => string, language: TextLanguage): ReadonlyMap<string, string> {
  const lines = ROOTS[language].trim().split('\n')
  return new Map(
    lines.flatMap((line) => {
      const stems = line
        .trim()
        .split(' ')
        .map((word) => plain(fold(word)))
      return stems.map((one) => [one, stems[0] ?? one] as const)
    }),
  )
}
