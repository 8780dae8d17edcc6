/** A date as far as a text says it. Where day and month could be each other, both readings are kept. */
export type DateFact = {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly readings: Reading[]
}
type Reading = { day?: number; month: number; year?: number }

const MONTHS = [
  'january|jan|enero|ene|janeiro',
  'february|feb|febrero|fevereiro|fev',
  'march|mar|marzo|marco',
  'april|apr|abril|abr',
  'may|mayo|maio|mai',
  'june|jun|junio|junho',
  'july|jul|julio|julho',
  'august|aug|agosto|ago',
  'september|sept|sep|septiembre|setiembre|set|setembro',
  'october|oct|octubre|outubro|out',
  'november|nov|noviembre|novembro',
  'december|dec|diciembre|dic|dezembro|dez',
]
const MONTH = `(?<month>${MONTHS.join('|')})`
const OF = String.raw`\.?,?\s+(?:(?:de|del|of|do)\s+)?`
const YEAR = String.raw`(?<year>(?:19|20)\d\d)`
const DAY = String.raw`(?<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|º|°|ro)?`
const EDGE = String.raw`(?![\p{L}\d])`
const WRITTEN = [
  new RegExp(String.raw`(?<![\p{L}\d])${DAY}\s+(?:(?:de|of)\s+)?${MONTH}(?:${OF}${YEAR})?${EDGE}`, 'giu'),
  new RegExp(String.raw`(?<![\p{L}\d])${MONTH}\.?\s+(?:the\s+)?${DAY}(?:,?\s+${YEAR})?${EDGE}`, 'giu'),
  new RegExp(String.raw`(?<![\p{L}\d])${MONTH}${OF}${YEAR}${EDGE}`, 'giu'),
]
const ISO = /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g
const NUMERIC = /(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/-]|\.\d)/g

/**
 * The dates of a text, by their place in it. Figures are read as day and month, but in English, where it may
 * be either way.
 */
export function datesIn(text: string, language: string): DateFact[] {
  const plain = withoutAccents(text)
  const written = WRITTEN.flatMap((pattern) => [...plain.matchAll(pattern)]).map(
    ({ 0: all, index, groups }) => ({
      ...{ text: all, start: index, end: index + all.length },
      readings: [readingOf(monthOf(groups?.month), groups?.day, groups?.year)],
    }),
  )
  const iso = [...plain.matchAll(ISO)].map(({ 0: all, 1: year, 2: month, 3: day, index }) => ({
    ...{ text: all, start: index, end: index + all.length },
    readings: [readingOf(Number(month), day, year)],
  }))
  const numeric = [...plain.matchAll(NUMERIC)].flatMap(({ 0: all, 1: a, 2: sign, 3: b, 4: year, index }) => {
    // "24-10" is a score, "1.5" a number, "3/4" a part: without a year only a stroke makes a date.
    if (!year && sign !== '/') return []
    const both = [readingOf(Number(b), a, year), readingOf(Number(a), b, year)].filter(isDate)
    const readings = language === 'en' ? both : both.slice(0, 1)
    return readings.length > 0 ? [{ text: all, start: index, end: index + all.length, readings }] : []
  })
  return [...written, ...iso, ...numeric].filter(({ readings }) => readings.every(isDate))
}

/** Whether one of the dates says all that this one says. A date in figures is read in the same order in both. */
export function isSameDate(said: DateFact, known: readonly DateFact[]): boolean {
  return known.some((other) =>
    said.readings.length === 2 && other.readings.length === 2
      ? says(other.readings[0], said.readings[0])
      : said.readings.some((reading) => other.readings.some((one) => says(one, reading))),
  )
}

function says(known: Reading | undefined, said: Reading | undefined): boolean {
  if (!known || !said || known.month !== said.month) return false
  const isFine = (a: number | undefined, b: number | undefined) => b === undefined || a === b
  return isFine(known.day, said.day) && isFine(known.year, said.year)
}

function readingOf(month: number, day: string | undefined, year: string | undefined): Reading {
  return {
    month,
    ...(day ? { day: Number(day) } : {}),
    ...(year ? { year: Number(year.length === 2 ? `20${year}` : year) } : {}),
  }
}

function isDate({ day = 1, month }: Reading): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function monthOf(name = ''): number {
  return MONTHS.findIndex((names) => names.split('|').includes(name)) + 1
}

/** In lower case, with as many signs as before, so that places stay what they are. */
function withoutAccents(text: string): string {
  return text.replace(/[\u00c0-\u024f]/g, (letter) => letter.normalize('NFD')[0] ?? letter).toLowerCase()
}
