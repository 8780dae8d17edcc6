import type { Instructions } from '@hilo/ai'
import { baseLanguage, type DayHours, type ExceptionalDay, lengthOf, ofWeekday } from '@hilo/protocol'

type Hours = NonNullable<Instructions['hours']>
/** `days`: on those their own hours hold in place of the week's; absent: there are none. */
type At = { timeZone: string; now: Date; days?: readonly ExceptionalDay[] }

const DAY = 1_440
const WEEK = 7

/** When members are there next: a weekday from 1, Monday, and minutes of the day. */
export type Opening = {
  weekday: number
  minute: number
  /** Its day, where the weekday alone would mislead: they are closed before it, or it is a week away. */
  date?: string
  /** The first day from now until then on which they would be there in every other week. */
  closedOn?: string
  /** It is on the day on which this is told, or the closed one is. */
  isToday?: true
  isClosedToday?: true
}

/** Null: they are there now, or nobody said when they are, or they never are. */
export function nextOpening(hours: Hours | null, at: At): Opening | null {
  if (!hours || hours.length === 0) return null
  if (areThere(hours, at)) return null
  const { date: today, minute } = placeIn(at.timeZone, at.now)
  const days = daysOf(hours, at)
  let closedOn: string | undefined
  for (let ahead = 0; ahead <= WEEK + (at.days?.length ?? 0); ahead += 1) {
    const date = later(today, ahead)
    const next = days.spansOn(date).find(({ from }) => ahead > 0 || from > minute)
    if (next) return openingOf({ date, from: next.from, ahead, closedOn, today })
    if (closedOn === undefined && days.isLeftOut(date)) closedOn = date
  }
  return null
}

/** Whether members are there now; null: nobody said when they are. */
export function isOpenNow(hours: Hours | null, at: At): boolean | null {
  return hours && hours.length > 0 ? areThere(hours, at) : null
}

function areThere(hours: Hours, at: At): boolean {
  const { date, minute } = placeIn(at.timeZone, at.now)
  const days = daysOf(hours, at)
  const isIn = (time: number) => (span: DayHours) => span.from <= time && time < span.from + lengthOf(span)
  // Hours belong to the day on which they begin, whatever is said of the next.
  return days.spansOn(date).some(isIn(minute)) || days.spansOn(later(date, -1)).some(isIn(minute + DAY))
}

function openingOf(found: {
  date: string
  from: number
  ahead: number
  closedOn: string | undefined
  today: string
}): Opening {
  const { date, from, ahead, closedOn, today } = found
  const isTold = ahead >= WEEK || closedOn !== undefined
  return {
    ...{ weekday: weekdayOf(date), minute: from },
    ...(isTold && { date }),
    ...(closedOn && { closedOn }),
    ...(date === today && { isToday: true }),
    ...(closedOn === today && { isClosedToday: true }),
  }
}

function daysOf(hours: Hours, { days = [] }: At) {
  const byDay = new Map(days.map((one) => [one.day, one.hours]))
  const usual = (date: string) => ofWeekday(hours, weekdayOf(date))
  return {
    spansOn: (date: string): DayHours[] =>
      [...(byDay.get(date) ?? usual(date))].sort((a, b) => a.from - b.from),
    isLeftOut: (date: string) => byDay.get(date)?.length === 0 && usual(date).length > 0,
  }
}

/** The opening as a contact reads it; `closed`: the day on which nobody is there before it. */
export function spokenOpening(
  { weekday, minute, date, closedOn }: Opening,
  language: string,
): { day: string; time: string; closed: string | null } {
  // The first of January 2024 was a Monday.
  const at = date ? noon(date) : new Date(Date.UTC(2024, 0, weekday, 12))
  const long = { day: 'numeric', month: 'long' } as const
  const format = (when: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(when)
  const day = format(at, { weekday: 'long', ...(date && long) })
  return {
    // Spanish has no comma between weekday and date, which its dates are given with.
    day: baseLanguage(language) === 'es' ? day.replace(', ', ' ') : day,
    time: format(new Date(Date.UTC(2024, 0, 1, 0, minute)), { hour: 'numeric', minute: '2-digit' }),
    closed: closedOn ? format(noon(closedOn), long) : null,
  }
}

function noon(date: string): Date {
  return new Date(`${date}T12:00:00Z`)
}

function later(date: string, days: number): string {
  return new Date(noon(date).getTime() + days * DAY * 60_000).toISOString().slice(0, 10)
}

/** From 1, Monday. */
function weekdayOf(date: string): number {
  return noon(date).getUTCDay() || WEEK
}

function placeIn(timeZone: string, now: Date): { date: string; minute: number } {
  const parts = new Intl.DateTimeFormat('en', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).formatToParts(now)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return {
    date: `${of('year')}-${of('month')}-${of('day')}`,
    minute: Number(of('hour')) * 60 + Number(of('minute')),
  }
}
