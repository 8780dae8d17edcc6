import type { ArticleWords } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { asText } from './as-text.ts'

/** How an article is written as a text to be compared, in the words of the reader. */
export function useAsText(): (words: ArticleWords) => string {
  const { knowledge: said } = useWords()
  return (words) => asText(words, { said, nameOf: languageName })
}
