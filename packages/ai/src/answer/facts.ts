import { addressesIn } from './addresses.ts'
import { type DateFact, datesIn } from './dates.ts'
import { longNumbersIn } from './long-numbers.ts'
import { withFigures } from './number-words.ts'
import { type NumberFact, numbersIn } from './numbers.ts'
import { relativeDaysIn } from './relative-days.ts'
import { type TimeFact, timesIn, withClockTimes } from './times.ts'
import { impliedDaysIn, openDaysIn, weekdaysIn } from './weekdays.ts'

/** What a text states that can be compared sign by sign. */
export type Facts = {
  readonly urls: readonly string[]
  readonly emails: readonly string[]
  readonly dates: readonly DateFact[]
  readonly weekdays: ReadonlySet<number>
  /** With those that are meant by "working days". */
  readonly impliedDays: ReadonlySet<number>
  /** Those on which a text says that something is closed, and the others. */
  readonly hours: { readonly closed: ReadonlySet<number>; readonly open: ReadonlySet<number> }
  /** "Tomorrow", "next week", in one language for all. */
  readonly relativeDays: ReadonlySet<string>
  readonly codes: readonly string[]
  readonly longNumbers: readonly string[]
  readonly numbers: readonly NumberFact[]
  /** The figures in dates, codes and long numbers. */
  readonly figures: readonly string[]
  readonly words: ReadonlySet<string>
}

// Letters and digits together, or with signs between: orders, products, coupons.
const CODE =
  /(?<![\p{L}\d])(?=[\p{L}\d_/#-]{0,41}\d)(?=[\p{L}\d_/#-]{0,41}\p{L})[\p{L}\d](?:[\p{L}\d]|[-_/#](?=[\p{L}\d])){2,40}(?![\p{L}\d])/gu
const SHOUTED = /(?<![\p{L}\d])\p{Lu}[\p{Lu}\d]{3,}(?:[-_]\p{Lu}[\p{Lu}\d]*)*(?![\p{L}\d])/gu
const LIST_NUMBER = /^[ \t]*\d{1,3}[.)][ \t]/gm
/** "15kg", "7h30", "60-minute", "2nd": a number with what it counts. */
const MEASURE = /^\d+(?:[.,]\d+)?(?:st|nd|rd|th|er|am|pm|x|k|º|ª|-?\p{Ll}{1,12}s?|h\d\d)$/u
const UNIT_LIKE =
  /^\d+(?:[.,]\d+)?(?:st|nd|rd|th|am|pm|h|hs|hrs|km|kg|cm|mm|ml|gb|mb|tb|kw|x|k|m|g|l|w|v|usd|eur|-(?:\p{L}{3,12}))$/iu

/** Reads the facts of a text in this language. Figures of any script, of any width and in words are read alike. */
export function factsIn(text: string, language: string): Facts {
  const plain = withPlainDigits(text.normalize('NFKC').replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, ''))
  const { urls, emails, rest } = addressesIn(plain)
  const listed = withParts(withClockTimes(withFigures(rest.replace(LIST_NUMBER, ' '), language)))
  const dates = datesIn(listed, language)
  const { digits, rest: short } = longNumbersIn(blank(listed, dates))
  const codes = [...short.matchAll(CODE)].map(([code]) => code).filter((code) => !isMeasure(code))
  const shouted = isShouted(rest) ? [] : [...rest.matchAll(SHOUTED)].map(([word]) => word)
  const { times, rest: left } = timesIn(blank(short, placesOf(short, codes)))
  return {
    ...{
      urls,
      emails,
      dates,
      weekdays: weekdaysIn(rest),
      impliedDays: impliedDaysIn(rest),
      hours: openDaysIn(rest),
      relativeDays: relativeDaysIn(rest),
    },
    codes: [...codes, ...shouted].map((code) => code.toLowerCase()),
    longNumbers: digits,
    numbers: [...numbersIn(left, language), ...times.map(ofTime)],
    figures: [...dates.map(({ text: date }) => date), ...codes, ...digits].flatMap(figuresIn),
    words: new Set(rest.toLowerCase().match(/\p{L}+/gu) ?? []),
  }
}

function isMeasure(code: string): boolean {
  return UNIT_LIKE.test(code) || MEASURE.test(code) || /^\d{1,2}h\d\d$/i.test(code)
}

/** A time is said by its hour, too, and "24 h" may be how long something takes. */
function ofTime({ text, values, bound }: TimeFact): NumberFact {
  const spans = /^\d{1,2}\s?h/i.test(text)
    ? values.map((value) => ({ value: value || 1_440, unit: 'minute' }))
    : []
  return {
    text,
    readings: [...values.map((value) => ({ value, unit: 'time' })), ...spans],
    bound,
    per: null,
    noun: null,
  }
}

const PARTS: [RegExp, string][] = [
  [/(?<!\p{L})(?:square met(?:re|er)s?|metros cuadrados|metros quadrados)(?!\p{L})/giu, 'm2'],
  [/(?<!\p{L})(?:half a year|medio a[ñn]o|meio ano)(?!\p{L})/giu, '6 months'],
  [/(?<!\p{L})(?:3 quarters of an hour|3 cuartos de hora|3 quartos de hora)(?!\p{L})/giu, '45 min'],
  [/(?<!\p{L})a fortnight(?!\p{L})/giu, '14 days'],
  [/(?<![\d/])24\/7(?![\d/])/g, 'every day, 24 hours a day'],
  [
    /(?<!\p{L})(?:primero|primeiro|first) (?:de|of) (?=ene|feb|mar|ab|may|ju|ag|se|oc|no|di|ja|fe|ma|ou|de)/giu,
    '1 de ',
  ],
  [
    /(?<!\d)(\d{1,6})\s(hora|hour|a[ñn]o|year|m[eê]s|month|d[ií]a|day|semana|week)e?s?\s(?:y|e|and)\s(?:medi[ao]|meia|meio|a\shalf)(?!\p{L})/giu,
    '$1.5 $2s',
  ],
  [
    /(?<!\p{L})(?:una?|uma?|an?|one)\s(hora|hour|a[ñn]o|ano|year)\s(?:y|e|and)\s(?:medi[ao]|meia|meio|a\shalf)(?!\p{L})/giu,
    '1.5 $1s',
  ],
  [/(?<!\p{L})(?:half\san\shour|media\shora|meia\shora)(?!\p{L})/giu, '30 min'],
  [/(?<!\p{L})(?:half|la\smitad|mitad|a\smetade|metade)(?!\p{L})/giu, ' 50% '],
  [
    /(?<!\p{L})(?:one|una?|uma?)(?=\s(?:hora|hour|d[ií]a|day|semana|week|m[eê]s|month|a[ñn]o|year|minut|kilo|quilo)(?:e?s)?(?!\p{L}))/giu,
    '1',
  ],
  [
    /(?<!\p{L})(?:an|a)(?=[\s-](?:hour|week|month|year)(?!\p{L}))(?<=(?:in|within|after|takes|for|of|about)\s(?:an|a))/giu,
    '1',
  ],
  [/(?<!\p{L})one[\s-](?=(?:hour|day|week|month|year|minute)(?!\p{L}))/giu, '1 '],
  [/(?<=\d)-(?=(?:hour|day|week|month|year|minute|night|d[ií]a|hora)s?(?!\p{L}))/giu, ' '],
]

/** "Half an hour" in minutes, "one day" with a figure. */
function withParts(text: string): string {
  return PARTS.reduce((rest, [pattern, said]) => rest.replace(pattern, said), text)
}

function figuresIn(text: string): string[] {
  return (text.match(/\d+/g) ?? []).map((figure) => String(Number(figure)))
}

function withPlainDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const isDigit = (code: number) => /^\p{Nd}$/u.test(String.fromCodePoint(code))
    const code = digit.codePointAt(0) ?? 0
    let value = 0
    while (value < 9 && isDigit(code - value - 1)) value++
    return String(value)
  })
}

function isShouted(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? []
  return letters.filter((letter) => /\p{Lu}/u.test(letter)).length > letters.length / 2
}

type Placed = { start: number; end: number }

function placesOf(text: string, parts: readonly string[]): Placed[] {
  return parts.flatMap((part) => {
    const start = text.indexOf(part)
    return start < 0 ? [] : [{ start, end: start + part.length }]
  })
}

function blank(text: string, places: readonly Placed[]): string {
  const signs = text.split('')
  for (const { start, end } of places) signs.fill(' ', start, end)
  return signs.join('')
}
