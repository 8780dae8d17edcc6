import type { Words } from './en.ts'
import type { Language } from './language.ts'

type Speech = { words: Words; language: Language }

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WEEK = 7 * DAY

/** One unit, rounded down, so that a countdown never promises more than is left: `3h`, `12m`, `now`. */
export function shortDuration(ms: number, words: Words['time']): string {
  if (ms < MINUTE) return words.now
  if (ms < HOUR) return words.minutes(Math.floor(ms / MINUTE))
  if (ms < DAY) return words.hours(Math.floor(ms / HOUR))
  if (ms < 2 * WEEK) return words.days(Math.floor(ms / DAY))
  return words.weeks(Math.floor(ms / WEEK))
}

/** How long a step took: `240 ms`, `1.4 s`, `2m`. */
export function exactDuration(ms: number, words: Words['time']): string {
  if (ms < SECOND) return words.milliseconds(Math.round(ms))
  if (ms < MINUTE) return words.seconds(ms / SECOND)
  return shortDuration(ms, words)
}

/** `3h ago` or `in 3h`, whichever side of `now` the time is on. */
export function relativeTime(at: string, now: number, words: Words['time']): string {
  const ms = Date.parse(at) - now
  if (Math.abs(ms) < MINUTE) return words.now
  return ms < 0 ? words.ago(shortDuration(-ms, words)) : words.in(shortDuration(ms, words))
}

/** The hour and minute, in the reader's own zone. Of 24 hours in every language, as in the widget. */
export function clockTime(at: string, language: Language): string {
  return formatter(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))
}

/** The time to the second for today, with the day before it for any other. */
export function preciseTime(at: string, now: number, language: Language): string {
  const isToday = startOfDay(Date.parse(at)) === startOfDay(now)
  const day = isToday ? {} : ({ day: '2-digit', month: '2-digit' } as const)
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  return formatter(language, { ...day, ...time }).format(new Date(at))
}

/** Day, hour, minute and second, for a tooltip. */
export function fullTime(at: string, language: Language): string {
  return formatter(language, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }).format(
    new Date(at),
  )
}

/** The day with its weekday, short. */
export function shortDay(at: string, language: Language): string {
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const
  return formatter(language, day).format(new Date(at))
}

/** Today, yesterday, the weekday of the last week, else the date. */
export function dayLabel(at: string, now: number, { words, language }: Speech): string {
  const days = Math.round((startOfDay(now) - startOfDay(Date.parse(at))) / DAY)
  if (days === 0) return words.thread.today
  if (days === 1) return words.thread.yesterday
  if (days > 1 && days < 7) return formatter(language, { weekday: 'long' }).format(new Date(at))
  return formatter(language, { dateStyle: 'long' }).format(new Date(at))
}

/** The days of a place between two moments, the second of which is the end of the last one. */
export function dayRange(
  { since, until }: { since: string; until: string },
  timeZone: string,
  language: Language,
): string {
  const days = formatter(language, { day: 'numeric', month: 'short', timeZone })
  return days.formatRange(new Date(since), new Date(Date.parse(until) - 1))
}

/** A number that is equal for two times of the same day and differs otherwise. */
export function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0)
}

const formatters = new Map<string, Intl.DateTimeFormat>()

// Making a formatter costs some 50 microseconds, and a thread shows hundreds of times.
function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(language, options)
  formatters.set(key, made)
  return made
}
