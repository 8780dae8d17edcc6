import { fold } from '../text/fold.ts'
import { type Bound, boundAfter, boundBefore, perAfter } from './bounds.ts'
import { currenciesOf, MONEY_AFTER, MONEY_BEFORE } from './money.ts'
import { unitAfter } from './units.ts'

/** A number as a text says it, and everything that it may mean. */
export type NumberFact = {
  readonly text: string
  readonly readings: readonly Reading[]
  readonly bound: Bound
  /** What it is for each of, as it is written there. */
  readonly per: string | null
  /** The word behind it, where it counts something that has no size. */
  readonly noun: string | null
}

type Reading = {
  readonly value: number
  /** `price`, `percent`, `time` in minutes of the day, or the name of a unit; null: it only counts. */
  readonly unit: string | null
  /** Of a price: the currencies that it may be in. */
  readonly money?: readonly string[]
}

const HEAD = String.raw`[1-9]\d{0,2}`
const GAPS = String.raw`'’\u00a0\u202f `
const GROUPED = String.raw`${HEAD}(?:[.${GAPS}]\d{3})+(?:,\d{1,2})?|${HEAD}(?:[,${GAPS}]\d{3})+(?:\.\d{1,2})?`
const DIGITS = String.raw`(?:${GROUPED}|\d+(?:[.,]\d+)*)(?!\d)`
const FIGURES = String.raw`(?<![\p{L}\d])(?<number>${DIGITS})(?<kilo>k(?![\p{L}\d]))?`
const PERCENT = String.raw`\s{0,2}(?<percent>%|percent\b|por\s?ciento|por\s?cento)`
const AFTER = String.raw`(?:${PERCENT}|\s{0,2}-?(?<after>${MONEY_AFTER}))?`
const NUMBER = new RegExp(String.raw`(?:(?<before>${MONEY_BEFORE})\s{0,2})?${FIGURES}${AFTER}`, 'giu')
// "2 to 3 days", "50 or 60 %": the first one is of what the second is.
const JOINS = /^\s?(?:-|–|—|a|to|or|o|ou|and|y|e|até|à)\s?$/iu
const SPANS = /^\s?(?:-|–|—|a|to|até|à)\s?$/iu
const BETWEEN = /(?:between|entre)\s$/iu
const NOUN = /^\s(\p{L}{4,})/u
const LABEL = /(\p{L}+)\)?\s?[:=]\s?$/u

/** The numbers of a text from which dates, times and codes were taken. */
export function numbersIn(text: string, language: string): NumberFact[] {
  const found = [...text.matchAll(NUMBER)].map((match) => ({
    ...{ start: match.index, end: match.index + match[0].length },
    ...read(text, match, language),
    bound: boundBefore(text, match.index) ?? boundAfter(text, match.index + match[0].length),
    per: perAfter(text, match.index + match[0].length),
    noun:
      NOUN.exec(fold(text.slice(match.index + match[0].length, match.index + match[0].length + 30)))?.[1] ??
      null,
  }))
  return found.map(({ text: said, values, kind, end, bound, per, noun }, at) => {
    const next = found[at + 1]
    const isJoined = !kind.unit && next?.kind.unit && JOINS.test(text.slice(end, next.start))
    const { unit, size, money } = isJoined ? next.kind : kind
    const readings = values.map((value) => readingOf(value * size, unit, money))
    const side = bound ?? sideOf(text, found, at)
    return { text: said, readings: [...readings, ...partOf(readings)], bound: side, per, noun }
  })
}

type Ends = { start: number; end: number }

/** "5 to 10 days" is five at least, and ten at most. */
function sideOf(text: string, found: readonly Ends[], at: number): Bound {
  const [before, one, next] = [found[at - 1], found[at], found[at + 1]]
  const spans = (a: Ends | undefined, b: Ends | undefined) =>
    a && b && (SPANS.test(text.slice(a.end, b.start)) || isBetween(text, a, b))
  if (spans(one, next)) return 'from'
  return spans(before, one) ? 'to' : null
}

/** "Between 48 and 72". */
function isBetween(text: string, one: Ends, next: Ends): boolean {
  return (
    BETWEEN.test(text.slice(Math.max(0, one.start - 10), one.start)) &&
    JOINS.test(text.slice(one.end, next.start))
  )
}

type Kind = { unit: string | null; size: number; money?: readonly string[] }

function read(text: string, { 0: all, index, groups }: RegExpExecArray, language: string) {
  const { number = '', before, after, percent, kilo } = groups ?? {}
  const money = before ?? after
  const values = readingsOf(number, language).map((value) => value * (kilo ? 1_000 : 1))
  const unit =
    unitAfter(text.slice(index + all.length)) ??
    unitAfter(LABEL.exec(text.slice(Math.max(0, index - 30), index))?.[1] ?? '')
  const kind: Kind = percent
    ? { unit: 'percent', size: 1 }
    : money
      ? { unit: 'price', size: 1, money: currenciesOf(money, language) }
      : unit?.name === 'cent'
        ? { unit: 'price', size: 0.01 }
        : { unit: unit?.name ?? null, size: unit?.size ?? 1 }
  return { text: all.trim(), values, kind }
}

/** Half of it is 50 %. */
function partOf(readings: readonly Reading[]): Reading[] {
  return readings.flatMap(({ unit, value }) =>
    unit === null && value > 0 && value < 1 ? [readingOf(value * 100, 'percent')] : [],
  )
}

function readingOf(value: number, unit: string | null, money?: readonly string[]): Reading {
  return { value: Math.round(value * 1e6) / 1e6, unit, ...(money ? { money } : {}) }
}

/** What a number may mean: points part thousands in Spanish and Portuguese, commas in English. */
function readingsOf(number: string, language: string): number[] {
  const tight = number.replace(/[\s'’\u00a0\u202f]/g, '')
  const marks = tight.match(/[.,]/g) ?? []
  const digits = (part: string) => Number(part.replace(/[.,]/g, ''))
  if (marks.length === 0) return [Number(tight)]
  const last = Math.max(tight.lastIndexOf('.'), tight.lastIndexOf(','))
  const asDecimal = digits(tight.slice(0, last)) + Number(`0.${tight.slice(last + 1)}`)
  const kinds = new Set(marks)
  if (kinds.size === 2) return [asDecimal]
  if (marks.length > 1) return [digits(tight)]
  if (!/^\d{1,3}(?:[.,]\d{3})+$/.test(tight)) return [asDecimal]
  const isUsual = kinds.has(language === 'en' ? ',' : '.')
  return isUsual ? [digits(tight)] : [digits(tight), asDecimal]
}

/**
 * The numbers that say this one: as much of the same, in whatever size of it. A price has to be in the same
 * money as far as both name it, and a number that only counts may count anything.
 */
export function sayingIt(said: NumberFact, known: readonly NumberFact[]): NumberFact[] {
  return known.filter(({ readings }) =>
    said.readings.some((reading) => readings.some((other) => isSame(reading, other))),
  )
}

function isSame(said: Reading, known: Reading): boolean {
  if (said.value !== known.value) return false
  if (said.unit === null) return true
  if (said.unit !== known.unit) return false
  return !said.money || !known.money || said.money.some((one) => known.money?.includes(one))
}
