import { baseLanguage } from '@hilo/protocol'
import { useSyncExternalStore } from 'react'
import { en, type Words } from './en.ts'
import { es } from './es.ts'

export const LANGUAGES = { en: 'English', es: 'Español' } as const
export type Language = keyof typeof LANGUAGES

const WORDS: Record<Language, Words> = { en, es }
const KEY = 'hilo.language'

const listeners = new Set<() => void>()
let current = chooseLanguage(localStorage.getItem(KEY), navigator.languages)
document.documentElement.lang = current

/** The stored choice, else the first of the browser's languages that the dashboard speaks, else English. */
function chooseLanguage(stored: string | null, preferred: readonly string[]): Language {
  const wanted = [stored ?? '', ...preferred].map(baseLanguage)
  return wanted.find((tag): tag is Language => tag in LANGUAGES) ?? 'en'
}

export function setLanguage(language: Language) {
  current = language
  localStorage.setItem(KEY, language)
  document.documentElement.lang = language
  for (const listener of listeners) listener()
}

/** The language in use; the component renders again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => current)
}

/** The language and its words now, for code that runs outside a component. */
export function currentWords(): { language: Language; words: Words } {
  return { language: current, words: WORDS[current] }
}

/** The words of the language in use. */
export function useWords(): Words {
  return WORDS[useLanguage()]
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
