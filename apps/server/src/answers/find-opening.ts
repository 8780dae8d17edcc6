import type { Instructions } from '@hilo/ai'

type Hours = NonNullable<Instructions['hours']>

const DAY = 1_440

/** When members are there next: a weekday from 1, Monday, and minutes of the day. */
export type Opening = { weekday: number; minute: number }

/** Null: they are there now, or nobody said when they are. */
export function nextOpening(
  hours: Hours | null,
  { timeZone, now }: { timeZone: string; now: Date },
): Opening | null {
  if (!hours || hours.length === 0) return null
  const place = placeIn(timeZone, now)
  const since = (one: Hours[number]) => minutesSince({ weekday: one.weekday, minute: one.from }, place)
  if (hours.some((one) => since(one) < lengthOf(one))) return null
  // What began longest ago is the first to begin again.
  const next = hours.reduce((a, b) => (since(b) > since(a) ? b : a))
  return { weekday: next.weekday, minute: next.from }
}

/** Since it was last then: less than a week. */
function minutesSince(then: Opening, now: Opening): number {
  return ((now.weekday - then.weekday) * DAY + now.minute - then.minute + 7 * DAY) % (7 * DAY)
}

/** What ends before it begins ends on the next day. */
function lengthOf({ from, to }: Hours[number]): number {
  return to > from ? to - from : to - from + DAY
}

/** The opening as a contact reads it. */
export function spokenOpening({ weekday, minute }: Opening, language: string): { day: string; time: string } {
  // The first of January 2024 was a Monday.
  const at = new Date(Date.UTC(2024, 0, weekday, 0, minute))
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(at)
  return { day: format({ weekday: 'long' }), time: format({ hour: 'numeric', minute: '2-digit' }) }
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function placeIn(timeZone: string, now: Date): Opening {
  const parts = new Intl.DateTimeFormat('en', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).formatToParts(now)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return {
    weekday: WEEKDAYS.indexOf(of('weekday')) + 1,
    minute: Number(of('hour')) * 60 + Number(of('minute')),
  }
}
