import { currentWords } from './language.ts'

/** Languages that are offered before an article is written in one. */
const USUAL = ['en', 'es', 'pt', 'fr', 'de', 'it']

/** The name of a language in the reader's own, as a title: `Spanish`, `Portugués (Brasil)`. */
export function languageName(tag: string): string {
  const name = languageInText(tag)
  return name === tag ? tag : name.charAt(0).toLocaleUpperCase() + name.slice(1)
}

/** The same among words: `portugués (Brasil)`. Platforms write `pt_BR`. */
export function languageInText(tag: string): string {
  try {
    const names = new Intl.DisplayNames([currentWords().language], { type: 'language' })
    return names.of(tag.replaceAll('_', '-')) ?? tag
  } catch {
    // A platform may name what no browser knows.
    return tag
  }
}

/** What a language is chosen from: those that are there already come first. */
export function languageOptions(known: readonly string[]): { value: string; label: string }[] {
  return [...new Set([...known, ...USUAL])].map((value) => ({ value, label: languageName(value) }))
}

/** What somebody writes in most likely: the language of the page, or the org's first where it has others. */
export function likelyLanguage(known: readonly string[]): string {
  const { language } = currentWords()
  const [first = language] = known
  return known.includes(language) ? language : first
}
