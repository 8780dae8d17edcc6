import { baseLanguage } from '@hilo/protocol'

/** The languages whose words are stemmed; words of any other are compared as they are. */
export type TextLanguage = 'en' | 'es' | 'pt'

/** The language of a tag such as `es-UY`; null when its words are not stemmed. */
export function textLanguage(tag: string): TextLanguage | null {
  const base = baseLanguage(tag)
  return base === 'en' || base === 'es' || base === 'pt' ? base : null
}
