import { isSameDate } from './dates.ts'
import { type Facts, factsIn } from './facts.ts'
import { type Failure, missing } from './failure.ts'
import { isLongNumberOf } from './long-numbers.ts'
import { type NumberFact, sayingIt } from './numbers.ts'
import { isAlike } from './units.ts'

/** Links, addresses, codes, dates and long numbers that no source has. */
export function factFailures(said: Facts, known: readonly Facts[]): Failure[] {
  const urls = new Set(known.flatMap((facts) => facts.urls))
  const emails = new Set(known.flatMap((facts) => facts.emails))
  const codes = new Set(known.flatMap((facts) => facts.codes))
  const longNumbers = known.flatMap((facts) => facts.longNumbers)
  const unknown = {
    urls: said.urls.filter((url) => !urls.has(url)),
    emails: said.emails.filter((email) => !emails.has(email)),
    codes: said.codes.filter((code) => !codes.has(code) && !isWord(code, known)),
    numbers: said.longNumbers.filter((one) => !isLongNumberOf(one, longNumbers) && !isAmount(one, known)),
  }
  return [
    ...missing('unsupported_url', unknown.urls),
    ...missing('unsupported_email', unknown.emails),
    ...missing('unsupported_code', unknown.codes),
    ...missing('unsupported_date', unknownDays(said, known)),
    ...missing('unsupported_number', unknown.numbers),
  ]
}

/** Dates, days of the week and days such as "tomorrow" that no source has, or has for the contrary. */
function unknownDays(said: Facts, known: readonly Facts[]): string[] {
  const dates = known.flatMap((facts) => facts.dates)
  const weekdays = new Set(known.flatMap((facts) => [...facts.impliedDays]))
  const days = [...confused(said, known), ...said.weekdays.difference(weekdays)]
  return [
    ...said.dates.filter((date) => !isSameDate(date, dates)).map(({ text }) => text),
    ...[...said.relativeDays].filter((day) => !known.some((facts) => facts.relativeDays.has(day))),
    ...days.map((day) => `day ${day + 1}`),
  ]
}

/** Days that are said to be open and are closed, or the other way round. */
function confused({ hours }: Facts, known: readonly Facts[]): Set<number> {
  const closed = new Set(known.flatMap((facts) => [...facts.hours.closed]))
  const open = new Set(known.flatMap((facts) => [...facts.hours.open]))
  return hours.open
    .difference(hours.closed)
    .intersection(closed.difference(open))
    .union(hours.closed.difference(hours.open).intersection(open.difference(closed)))
}

/** "900 123 456" may have been read as an amount. */
function isAmount(digits: string, known: readonly Facts[]): boolean {
  const value = Number(digits)
  return known.some(({ numbers }) =>
    numbers.some(({ readings }) => readings.some((one) => one.value === value)),
  )
}

/** A word in capitals is a code only if the sources do not have it as a word. */
function isWord(code: string, known: readonly Facts[]): boolean {
  return !/\d/.test(code) && known.some(({ words }) => words.has(code))
}

/** Numbers that no source says of the same, on the same side, for as much. */
export function numberFailures(said: readonly NumberFact[], known: readonly Facts[]): Failure[] {
  const numbers = known.flatMap((facts) => facts.numbers)
  // Parts of dates and codes are numbers too: "in 2026" may follow from "12/10/2026".
  const loose = new Set(known.flatMap((facts) => facts.figures))
  const isPart = ({ readings }: NumberFact) =>
    readings.some(({ unit, value }) => unit === null && loose.has(String(value)))
  return said
    .filter((number) => {
      const same = sayingIt(number, numbers)
      if (same.length === 0) return !isPart(number)
      return isOnOtherSide(number, same) || isForOther(number, same, known)
    })
    .map(({ text, readings }) => ({
      code: readings[0]?.unit === 'price' ? 'unsupported_price' : 'unsupported_number',
      what: text,
    }))
}

/** "Until 6 pm" is not "after 6 pm". */
function isOnOtherSide({ bound }: NumberFact, same: readonly NumberFact[]): boolean {
  return bound !== null && same.every((one) => one.bound !== null && one.bound !== bound)
}

/** "12 € a trip" is not "12 € a day". */
function isForOther({ per }: NumberFact, same: readonly NumberFact[], known: readonly Facts[]): boolean {
  if (per === null || same.some((one) => one.per !== null && isAlike(one.per, per))) return false
  return (
    same.every((one) => one.per !== null) ||
    !known.some(({ words }) => [...words].some((word) => isAlike(word, per)))
  )
}

export type Stated = { readonly text: string; readonly language: string }

/**
 * What one text states and the other does not: numbers, dates, links, addresses and codes, also where they
 * are written in another way. Empty: what can be compared sign by sign is the same.
 */
export function factsOnlyIn(said: Stated, other: Stated): string[] {
  const [facts, known] = [said, other].map(({ text, language }) => factsIn(text, language)) as [Facts, Facts]
  // A word in capitals is another word in another language.
  const codes = facts.codes.filter((code) => /\d/.test(code))
  const found = [...factFailures({ ...facts, codes }, [known]), ...numberFailures(facts.numbers, [known])]
  return [...new Set(found.map(({ what }) => what))]
}
