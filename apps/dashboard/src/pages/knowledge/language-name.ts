import { currentWords } from '../../i18n/language.ts'

/** Languages that are offered before an article is written in one. */
const USUAL = ['en', 'es', 'pt', 'fr', 'de', 'it']

/** The name of a language in the reader's own: `Spanish`, `portugués (Brasil)`. */
export function languageName(tag: string): string {
  try {
    const name = new Intl.DisplayNames([currentWords().language], { type: 'language' }).of(tag) ?? tag
    return name.charAt(0).toLocaleUpperCase() + name.slice(1)
  } catch {
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
