import { fold } from '../text/fold.ts'
import { termsOf } from '../text/terms.ts'
import { alikeIn } from './alike.ts'
import { isCourtesy, type KnownTerms } from './cover.ts'
import { factsIn } from './facts.ts'
import { clausesOf } from './polarity.ts'

/**
 * What is added to what the sources say: a part of a sentence of which they have no telling word, and a name
 * that they do not have. A sentence may have most of its words from them and still end in a promise.
 */

const JOINED = /\s(?:and|or|plus|y|e|o|u|ou|ademas|alem)\s/u
/** Fewer telling words may be another way to say it. */
const TERMS_MIN = 2
/** Of what is promised one is enough. */
const PROMISED =
  /(?<!\p{L})(?:free|gratis|gratuit\p{L}*|complimentary|gifts?|regal\p{L}*|presente|bonus|discounts?|descuentos?|descontos?|refund\p{L}*|reembols\p{L}*|includ\p{L}*|inclu\p{L}*|guarantee\p{L}*|garanti\p{L}*)(?!\p{L})/u
// Inside of a sentence: its first word is written large whatever it is.
const NAME = /(?<=\p{Ll},?\s)\p{Lu}\p{Ll}{2,}(?!\p{L})/gu
const CALENDAR =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)s?$/

/** The affirming parts of statements, and the names in them, of which the sources have nothing. */
export function inventedIn(stated: readonly string[], known: KnownTerms): string[] {
  if (!known.isComparable) return []
  return stated.flatMap((sentence) => {
    const affirmed = clausesOf(sentence, known.language)
      .filter(({ isNo }) => !isNo)
      .map((clause) => clause.text)
    const parts = affirmed.flatMap((clause) => clause.split(JOINED))
    return [
      ...parts.filter((part) => isInvented(part, known)).map((part) => part.trim()),
      ...strangersIn(sentence, known).filter((name) =>
        affirmed.some((clause) => clause.includes(fold(name))),
      ),
    ]
  })
}

function isInvented(part: string, { language, said }: KnownTerms): boolean {
  const { sense, isFree, isCommon } = alikeIn(language)
  const terms = termsOf(part, language).filter(
    (term) => !isFree(term) && !isCourtesy(term, language) && !/\d/.test(term),
  )
  const telling = [...new Set(terms.map(sense))].filter((one) => !isCommon(one))
  if (telling.length < (PROMISED.test(part) ? 1 : TERMS_MIN) || telling.some((one) => said.has(one)))
    return false
  // What it says is in its figures, which are compared.
  const { numbers, dates, urls, emails, weekdays, longNumbers, codes } = factsIn(part, language)
  const facts = [numbers, dates, urls, emails, longNumbers, codes]
  return weekdays.size === 0 && facts.every((list) => list.length === 0)
}

function strangersIn(sentence: string, { language, said }: KnownTerms): string[] {
  const { sense } = alikeIn(language)
  return [...sentence.matchAll(NAME)]
    .map(([name]) => name)
    .filter((name) => !CALENDAR.test(fold(name)))
    .filter((name) => termsOf(name, language).some((term) => !said.has(sense(term))))
}
