import snowball from 'snowball-stemmers'
import { fold } from './fold.ts'
import type { TextLanguage } from './language.ts'

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
  const known = new Map<string, string>()
  return (word) => {
    const before = known.get(word)
    if (before !== undefined) return before
    const found = fold(stemmer.stem(withAccents(word, language)))
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
