import type { Instructions } from '@hilo/ai'
import { baseLanguage } from '@hilo/protocol'
import { ALL_LANGUAGES } from '../answers/fixed-words.ts'

/** What holds where an org has published no instructions: its own language first, and the others AI speaks. */
export function plainInstructions(locale: string): Instructions {
  const own = baseLanguage(locale)
  const others = ALL_LANGUAGES.filter((language) => language !== own)
  return {
    ...{ orgVersion: null, inboxVersion: null, tone: '', dos: [], donts: [], purpose: '', topics: [] },
    languages: [own, ...others],
    ...{ peopleTopics: [], hours: null },
  }
}
