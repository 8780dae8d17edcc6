import { type Bound, boundBefore } from './bounds.ts'

/** Times of the day in minutes, and what is left of the text. A time may be read in two ways: "at 8". */
export type TimeFact = { readonly text: string; readonly values: readonly number[]; readonly bound: Bound }
type Found = {
  text: string
  hour: number
  minutes: number
  half: Half
  isSpoken: boolean
  start: number
  end: number
}
type Half = 'am' | 'pm' | 'noon' | null

const DAY_PARTS = 'morning|ma[ñn]ana|manh[ãa]|madrugada|afternoon|evening|night|tarde|noche|noite'
const OF = String.raw`in\sthe\s|at\s|de\sla\s|por\sla\s|a\sla\s|del?\s|da\s`
const PART = `(?:${OF})(?<part>${DAY_PARTS}|mediod[íi]a|meio-dia)`
const HALF = String.raw`(?:\s?(?<half>[ap])\.?\s?m(?:\.|\b)|\s${PART})?`
const HOUR = String.raw`(?<![\d:.,/$€£])(?<hour>[01]?\d|2[0-4])`
const MINUTES = String.raw`[:h.](?<minutes>[0-5]\d)(?<open>\u2063)?(?:\s?h(?:s|rs)?\b)?`
const END = String.raw`(?![\p{L}\d:%€£$]|[.,]\d|\s?%)`
const TIME = new RegExp(
  `${HOUR}(?:${MINUTES}|${String.raw`\s?h(?:s|rs)?\b|\s?o['’]clock`})?${HALF}${END}`,
  'giu',
)
const BEFORE = /(?:(?:^|[^\p{L}])(?:las|às|at|d[aá]s|a las|desde las|hasta las|até [àa]s|à)\s)$/iu
const TO: [RegExp, number][] = [
  [/\bquarter to (\d{1,2})\b/giu, 15],
  [/(\d{1,2})\smenos\scuarto(?!\p{L})/giu, 15],
  [/\b15 para (?:as |à )?(\d{1,2})\b/giu, 15],
]
const HALVES: [RegExp, string][] = [
  [/\bhalf past (\d{1,2})\b/giu, '$1:30\u2063'],
  [/\bquarter past (\d{1,2})\b/giu, '$1:15\u2063'],
  [/(\d{1,2})\s(?:y|e)\s(?:media|meia)(?!\s?hora|\p{L})/giu, '$1:30\u2063'],
  [/(\d{1,2})\sy\scuarto(?!\p{L})/giu, '$1:15\u2063'],
  [/(?<!\p{L})(?:noon|midday|mediod[íi]a|meio[- ]dia)(?!\p{L})/giu, '12:00'],
  [/(?<!\p{L})(?:midnight|medianoche|meia[- ]noite)(?!\p{L})/giu, '00:00'],
]
const RANGE = /^\s?(?:a|to|-|–|—|às|à|até|hasta|until|y|e|and|till)\s?(?:las\s|as\s)?$/iu
const FROM = /(?:^|[^\p{L}])(?:de|das|dos|from|entre|between)\s$/iu
const BEFORE_DAYPART = /(?:al|a[ol]|de|do|del)\s$/iu

/** "Half past five" as "5:30", noon as "12:00". Of the midday that is a part of the day nothing is made. */
export function withClockTimes(written: string): string {
  const text = TO.reduce(
    (rest, [pattern, minutes]) =>
      rest.replace(pattern, (_, hour: string) => `${(Number(hour) + 11) % 12 || 12}:${60 - minutes}\u2063`),
    written,
  )
  return HALVES.reduce(
    (rest, [pattern, time]) =>
      rest.replace(pattern, (...found) => {
        const [all, hour] = found as [string, string]
        const at = found.findLast((one) => typeof one === 'number') as number
        const isDaypart =
          time === '12:00' &&
          /\d/.test(rest.slice(at + all.length, at + all.length + 8)) &&
          BEFORE_DAYPART.test(rest.slice(0, at))
        return isDaypart ? all : time.replace('$1', hour)
      }),
    text,
  )
}

/** Reads the times; what was taken for one is blank in the rest. */
export function timesIn(text: string): { times: TimeFact[]; rest: string } {
  const found = [...text.matchAll(TIME)].map(readTime)
  const sure = found.map((_, at) => isTime(text, found, at))
  // "From 9 to 18:00": what is beside a time, in a range, is one.
  const isOne = found.map(
    (one, at) =>
      sure[at] ||
      (sure[at + 1] && isBeside(text, one, found[at + 1])) ||
      (sure[at - 1] && isBeside(text, found[at - 1], one)),
  )
  const times = found.flatMap((one, at) =>
    isOne[at] ? [{ text: one.text, values: valuesOf(one), bound: boundBefore(text, one.start) }] : [],
  )
  const signs = text.split('')
  for (const [at, { start, end }] of found.entries()) if (isOne[at]) signs.fill(' ', start, end)
  return { times, rest: signs.join('') }
}

function readTime(match: RegExpExecArray): Found {
  const { hour, minutes = '0', half, part, open } = match.groups ?? {}
  return {
    ...{ text: match[0].trim(), hour: Number(hour), minutes: Number(minutes), half: halfOf(half, part) },
    isSpoken: open !== undefined,
    ...{ start: match.index, end: match.index + match[0].length },
  }
}

function halfOf(half = '', part = ''): Half {
  if (/^(?:mediod|meio)/i.test(part)) return 'noon'
  if (half.toLowerCase() === 'p' || /^(?:afternoon|evening|night|tarde|noche|noite)/i.test(part)) return 'pm'
  return half.toLowerCase() === 'a' || part !== '' ? 'am' : null
}

function isTime(text: string, found: readonly Found[], at: number): boolean {
  const one = found[at] as Found
  const written = text.slice(one.start, one.end)
  if (one.half || /^\d{1,2}(?::|h)\d|o['’]clock|^\d{1,2}h\b/i.test(written)) return true
  const before = found[at - 1]
  if (/h/i.test(written) && isBeside(text, before, one) && FROM.test(text.slice(0, before?.start)))
    return true
  return (
    BEFORE.test(text.slice(Math.max(0, one.start - 10), one.start)) &&
    !/^\s?(?:\p{L}+\s)?(?:d[ií]as|days|personas|pessoas)/iu.test(text.slice(one.end))
  )
}

function isBeside(text: string, one: Found | undefined, next: Found | undefined): boolean {
  return one !== undefined && next !== undefined && RANGE.test(text.slice(one.end, next.start))
}

/** Without a half of the day an hour up to twelve may be of either, if it says no minutes of a clock of 24. */
function valuesOf({ hour, minutes, half, isSpoken, text }: Found): number[] {
  const value = (hours: number) => (hours % 24) * 60 + minutes
  if (half === 'am') return [value(hour % 12)]
  if (half === 'pm')
    return hour === 12 && /n[io]/i.test(text) ? [value(0), value(12)] : [value(hour < 12 ? hour + 12 : hour)]
  if (half === 'noon') return [value(hour < 5 ? hour + 12 : hour)]
  const isOpen = hour <= 12 && (isSpoken || !/^\d\d?[:h]|^0/i.test(text))
  return isOpen ? [value(hour), value(hour + 12)] : [value(hour)]
}
