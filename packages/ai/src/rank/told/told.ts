import { textLanguage } from '../../text/language.ts'
import { termsOf } from '../../text/terms.ts'
import { CLOCK } from './clock.ts'
import { DAY } from './day.ts'
import { DURATION } from './duration.ts'
import { FRAME } from './frame.ts'
import type { Kind } from './kind.ts'
import { PLACE } from './place.ts'
import { PRICE_TOLD } from './price.ts'

const KINDS: readonly Kind[] = [CLOCK, DAY, DURATION, PLACE, PRICE_TOLD]

/** Terms of a question that an answer does not have to repeat where it has the mark; null: any answer. */
export type Told = { mark: string | null; terms: ReadonlySet<string>; standsAlone: boolean }

// No word has such a sign.
const SIGN = '#'

export function isMark(term: string): boolean {
  return term.startsWith(SIGN)
}

/** What a text tells without being asked for it in the same words: "#price" for "45 euros". */
export function marksOf(text: string): string[] {
  return KINDS.filter(({ isTold }) => isTold(text)).map(({ name }) => `${SIGN}${name}`)
}

/** What an answer to a question tells, in whatever words. */
export function marksAsked(question: string, languageTag: string): string[] {
  const asked = new Set(termsOf(question, languageTag))
  return toldOtherwise(question, languageTag).flatMap(({ mark, terms, standsAlone }) =>
    mark !== null && (standsAlone || !terms.isDisjointFrom(asked)) ? [mark] : [],
  )
}

/** Which terms of a question an answer may tell in other words, and those that only frame it. */
export function toldOtherwise(question: string, languageTag: string): readonly Told[] {
  const language = textLanguage(languageTag)
  if (language === null) return []
  const asked = KINDS.filter(({ asks }) => asks[language].how.test(question)).map(
    ({ name, asks, standsAlone }) => ({
      mark: `${SIGN}${name}`,
      terms: termsIn(asks[language].words, language),
      standsAlone,
    }),
  )
  return [{ mark: null, terms: termsIn(FRAME[language], language), standsAlone: false }, ...asked]
}

/** What has these terms and marks, with the terms that it tells in other words. */
export function withTold(said: ReadonlySet<string>, told: readonly Told[]): ReadonlySet<string> {
  return told
    .filter(({ mark }) => mark === null || said.has(mark))
    .reduce((all, { terms }) => all.union(terms), said)
}

const known = new Map<string, ReadonlySet<string>>()

function termsIn(words: string, language: string): ReadonlySet<string> {
  const key = `${language} ${words}`
  const before = known.get(key)
  if (before) return before
  const terms = new Set(termsOf(words, language))
  known.set(key, terms)
  return terms
}
