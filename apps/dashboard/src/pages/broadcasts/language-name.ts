import { currentWords } from '../../i18n/language.ts'

/** `es_AR` is "Spanish (Argentina)", as the reader says it. */
export function languageName(code: string): string {
  try {
    const names = new Intl.DisplayNames([currentWords().language], { type: 'language' })
    return names.of(code.replaceAll('_', '-')) ?? code
  } catch {
    // A platform may name what no browser knows.
    return code
  }
}
