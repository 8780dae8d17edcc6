import type { Words } from './en.ts'
import type { Language } from './language.ts'

type Speech = { words: Words; language: Language }

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WEEK = 7 * DAY

/**
 * One unit: `3h`, `12m`, `now`. Below three hours it is rounded down, so that a countdown never promises more
 * than is left where it matters; above to the nearest, so that two days asked for a minute ago are two days.
 */
export function shortDuration(ms: number, words: Words['time']): string {
  if (ms < MINUTE) return words.now
  if (ms < HOUR) return words.minutes(Math.floor(ms / MINUTE))
  if (ms < 3 * HOUR) return words.hours(Math.floor(ms / HOUR))
  const hours = Math.round(ms / HOUR)
  if (hours < 48) return words.hours(hours)
  const days = Math.round(ms / DAY)
  return days < 14 ? words.days(days) : words.weeks(Math.round(ms / WEEK))
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

/** The hour and minute of today, with the day before them for any other. */
export function momentTime(at: string, now: number, language: Language): string {
  const isToday = startOfDay(Date.parse(at)) === startOfDay(now)
  return isToday ? clockTime(at, language) : `${shortDay(at, language)}, ${clockTime(at, language)}`
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

/** A time on another clock, such as `2026-12-01T09:30`, as it is written there: this one's zone says nothing. */
export function wallTime(text: string, language: Language): string {
  const how = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone: 'UTC' } as const
  return formatter(language, how).format(new Date(`${text}Z`))
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
