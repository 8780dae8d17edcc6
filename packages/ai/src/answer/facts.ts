import { addressesIn } from './addresses.ts'
import { type DateFact, datesIn } from './dates.ts'
import { wordNumbersIn } from './number-words.ts'
import { weekdaysIn } from './weekdays.ts'

/** What a text states that can be compared sign by sign. */
export type Facts = {
  readonly urls: readonly string[]
  readonly emails: readonly string[]
  readonly dates: readonly DateFact[]
  readonly weekdays: ReadonlySet<number>
  readonly codes: readonly string[]
  readonly numbers: readonly NumberFact[]
  /** The figures in dates and codes. */
  readonly figures: readonly string[]
  readonly words: ReadonlySet<string>
}

export type NumberFact = {
  readonly text: string
  /** What it may mean: "1,234" is a thousand in English, and little more than one or a thousand in Spanish. */
  readonly values: readonly number[]
  readonly unit: 'price' | 'percent' | 'time' | null
  /** As the sign or the code of the currency. */
  readonly currency: string | null
}

const CURRENCY = String.raw`US\$|U\$S|R\$|AR\$|MX\$|\$U|\$|€|£|¥|USD|EUR|GBP|ARS|UYU|MXN|BRL|CLP|COP|PEN`
const CURRENCY_WORD = `d[oó]lares|dollars?|euros?|pesos?|reais|real|libras?|pounds?|soles|bucks?`
const FIGURES = String.raw`(?<![\p{L}\d])(?<number>\d[\d.,'’\u00a0\u202f ]*\d|\d)`
const PERCENT = String.raw`(?<percent>%|percent\b|por\s?ciento|por\s?cento)`
const MONEY = String.raw`(?<after>(?:${CURRENCY})(?![\p{L}\d])|(?:${CURRENCY_WORD})(?![\p{L}]))`
const PRICE = new RegExp(
  String.raw`(?:(?<before>${CURRENCY})\s{0,2})?${FIGURES}(?:\s{0,2}${PERCENT}|\s{0,2}${MONEY})?`,
  'giu',
)
const TIME =
  /(?<![\d:.,])([01]?\d|2[0-4])(?:[:h.]([0-5]\d)(?:\s?h(?:s|rs)?)?|\s?h(?:s|rs)?)?(?:\s?([ap])\.?\s?m\.?)?(?![\p{L}\d:])/giu
const BEFORE_TIME = /(?:\blas|\bat|(?<!\p{L})às)\s$/iu
const AFTER_TIME = /^\s?(?:a|to|-|–|às|até|hasta|until)\s?(?:las\s)?\d{1,2}\s?(?:[:h]|[ap]\.?m)/iu
// Letters and digits together, or with signs between: orders, products, coupons.
const CODE =
  /(?<![\p{L}\d])(?=[\p{L}\d_/#-]*\d)(?=[\p{L}\d_/#-]*\p{L})[\p{L}\d](?:[\p{L}\d]|[-_/#](?=[\p{L}\d])){2,40}(?![\p{L}\d])/gu
const SHOUTED = /(?<![\p{L}\d])\p{Lu}[\p{Lu}\d]{3,}(?:[-_]\p{Lu}[\p{Lu}\d]*)*(?![\p{L}\d])/gu
const LIST_NUMBER = /^[ \t]*\d{1,3}[.)][ \t]/gm
const MEASURE = /^\d+(?:st|nd|rd|th|am|pm|h|hs|hrs|km|kg|cm|mm|ml|gb|mb|x|m|g|l)$/i

/** Reads the facts of a text in this language. Figures of any script and of any width are read alike. */
export function factsIn(text: string, language: string): Facts {
  const plain = withPlainDigits(text.normalize('NFKC').replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, ''))
  const { urls, emails, rest } = addressesIn(plain)
  const listed = rest.replace(LIST_NUMBER, ' ')
  const dates = datesIn(listed, language)
  const codes = [...listed.matchAll(CODE)].map(([code]) => code).filter((code) => !MEASURE.test(code))
  const shouted = isShouted(listed) ? [] : [...listed.matchAll(SHOUTED)].map(([word]) => word)
  const times = timesIn(listed)
  const left = blank(listed, [...dates, ...times, ...placesOf(listed, codes)])
  return {
    ...{ urls, emails, dates, weekdays: weekdaysIn(rest) },
    codes: [...codes, ...shouted].map((code) => code.toLowerCase()),
    numbers: [...pricesIn(left, language), ...times, ...inWords(left, language)],
    figures: [...dates.map(({ text: date }) => date), ...codes].flatMap(figuresIn),
    words: new Set(rest.toLowerCase().match(/\p{L}+/gu) ?? []),
  }
}

function figuresIn(text: string): string[] {
  return (text.match(/\d+/g) ?? []).map((figure) => String(Number(figure)))
}

function pricesIn(text: string, language: string): NumberFact[] {
  return [...text.matchAll(PRICE)].map(({ 0: all, groups }) => {
    const currency = groups?.before ?? groups?.after ?? null
    return {
      ...{ text: all.trim(), values: readingsOf(groups?.number ?? '', language) },
      unit: groups?.percent ? 'percent' : currency ? 'price' : null,
      currency: currency && currencyOf(currency),
    }
  })
}

/** What a number may mean: points part thousands in Spanish and Portuguese, commas in English. */
function readingsOf(number: string, language: string): number[] {
  const tight = number.replace(/[\s'’\u00a0\u202f]/g, '').replace(/[.,]+$/, '')
  const marks = tight.match(/[.,]/g) ?? []
  const kinds = new Set(marks)
  const digits = (part: string) => Number(part.replace(/[.,]/g, ''))
  if (marks.length === 0) return [Number(tight)]
  const last = Math.max(tight.lastIndexOf('.'), tight.lastIndexOf(','))
  const asDecimal = digits(tight.slice(0, last)) + Number(`0.${tight.slice(last + 1)}`)
  if (kinds.size === 2) return [asDecimal]
  const isGrouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(tight)
  if (marks.length > 1) return [digits(tight)]
  if (!isGrouped) return [asDecimal]
  const isUsual = kinds.has(language === 'en' ? ',' : '.')
  return isUsual ? [digits(tight)] : [digits(tight), asDecimal]
}

type Placed = { start: number; end: number }

/** Times of the day in minutes; a bare number is one only beside a time, or after "at". */
function timesIn(text: string): (NumberFact & Placed)[] {
  return [...text.matchAll(TIME)].flatMap(({ 0: all, 1: hour, 2: minutes, 3: half, index }) => {
    const isBeside = BEFORE_TIME.test(text.slice(Math.max(0, index - 5), index))
    const isBare = !half && !/[:h]/i.test(all)
    const isTime =
      !isBare || isBeside || AFTER_TIME.test(text.slice(index + all.length, index + all.length + 20))
    if (!isTime) return []
    const hours = (Number(hour) % (half ? 12 : 24)) + (half?.toLowerCase() === 'p' ? 12 : 0)
    const values = [hours * 60 + Number(minutes ?? 0)]
    return [
      { text: all, values, unit: 'time' as const, currency: null, start: index, end: index + all.length },
    ]
  })
}

function inWords(text: string, language: string): NumberFact[] {
  const numbers = wordNumbersIn(text, language)
  return numbers.map((value) => ({ text: String(value), values: [value], unit: null, currency: null }))
}

function currencyOf(sign: string): string {
  const name = sign.toLowerCase()
  if (/€|eur/.test(name)) return 'eur'
  if (/£|gbp|libra|pound/.test(name)) return 'gbp'
  if (/r\$|brl|reais|real/.test(name)) return 'brl'
  if (/us|d[oó]lar|dollar|buck/.test(name)) return 'usd'
  return /ars|uyu|mxn|clp|cop|pen|peso|sol|\$u/.test(name) ? 'local' : '$'
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
