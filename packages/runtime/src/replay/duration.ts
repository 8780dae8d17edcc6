/** A length of time: milliseconds, or words such as `2 days`, `90 minutes`, `1 h 30 min`. */
export type Duration = number | string

const MS: Record<string, number> = {
  ms: 1,
  millisecond: 1,
  s: 1_000,
  sec: 1_000,
  second: 1_000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
}
const MAX_MS = 366 * 86_400_000
const PART = /\s*(\d+(?:\.\d+)?)\s*([a-z]+)[\s,]*(?:and\s+)?/y

/**
 * The milliseconds of a duration. A day is 24 hours: a calendar day, which daylight saving may lengthen,
 * is a date for `chat.sleepUntil`.
 *
 * @throws Error when it cannot be read, is negative, or is longer than 366 days.
 */
export function durationMs(duration: Duration): number {
  const ms = typeof duration === 'number' ? duration : parse(duration)
  if (!Number.isFinite(ms) || ms < 0) {
    throw new Error(`'${duration}' is not a duration: write milliseconds, or words such as '2 days'.`)
  }
  if (ms > MAX_MS) throw new Error(`'${duration}' is longer than 366 days.`)
  return Math.round(ms)
}

function parse(words: string): number {
  const text = String(words).toLowerCase()
  let total = 0
  PART.lastIndex = 0
  while (PART.lastIndex < text.length) {
    const part = PART.exec(text)
    if (!part) return Number.NaN
    const [, amount = '', unit = ''] = part
    const size = MS[unit] ?? MS[unit.replace(/s$/, '')]
    if (size === undefined) return Number.NaN
    total += Number(amount) * size
  }
  return text.trim() === '' ? Number.NaN : total
}
