import type { Instructions } from '@hilo/ai'

type Hours = NonNullable<Instructions['hours']>

/** When members are there next: a weekday from 1, Monday, and minutes of the day. */
export type Opening = { weekday: number; minute: number }

/** Null: they are there now, or nobody said when they are. */
export function nextOpening(
  hours: Hours | null,
  { timeZone, now }: { timeZone: string; now: Date },
): Opening | null {
  if (!hours || hours.length === 0) return null
  const { weekday, minute } = placeIn(timeZone, now)
  if (hours.some((one) => one.weekday === weekday && one.from <= minute && minute < one.to)) return null
  const inMinutes = (one: Hours[number]) => {
    const days = (one.weekday - weekday + 7) % 7
    const isPast = days === 0 && one.from <= minute
    return (isPast ? 7 : days) * 1_440 + one.from
  }
  const next = hours.reduce((a, b) => (inMinutes(b) < inMinutes(a) ? b : a))
  return { weekday: next.weekday, minute: next.from }
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
