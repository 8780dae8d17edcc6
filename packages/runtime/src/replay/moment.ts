/**
 * A moment as an author writes it: exact, or what a clock on a wall of the org's place will show.
 *
 * Daylight saving makes wall-clock times that never come and some that come twice. One that never comes,
 * because the clock jumps over it, is as much later as the clock jumps: 02:30 is 03:30. Of one that comes
 * twice it is the first. These are the rules of RFC 5545, section 3.3.5.
 */

/** In ms. `local` and `timeZone` tell people what was resolved. */
export type Moment = { readonly until: number; readonly local?: string; readonly timeZone?: string }

const EXACT = /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/i
const LOCAL = /^(\d{4}-\d\d-\d\d)?(?:(?:^|[T ])([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?)?$/
const DAY_MS = 86_400_000
const SECOND_MS = 1_000

/**
 * The moment that `moment` names: a Date, an ISO 8601 text with its offset, or a wall-clock time: date and
 * time, a date (its midnight), or a time (the next one).
 *
 * @throws Error when it names none.
 */
export function momentOf(
  moment: Date | string,
  { now, timeZone }: { now: number; timeZone: string },
): Moment {
  const local = typeof moment === 'string' && moment !== '' ? LOCAL.exec(moment) : null
  if (!local) return { until: exact(moment) }
  const [text, date, hour = '0', minute = '0', second = '0'] = local
  const time = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * SECOND_MS
  const until =
    date === undefined ? nextAt(time, { now, timeZone }) : fromWall(midnightOf(date, text) + time, timeZone)
  return { until, local: text, timeZone }
}

function exact(moment: Date | string): number {
  const until = new Date(moment).getTime()
  const isOpen = typeof moment === 'string' && !EXACT.test(moment)
  if (isOpen || Number.isNaN(until)) throw unreadable(moment)
  return until
}

/** A date's midnight, as if the wall were in Greenwich. */
function midnightOf(date: string, text: string): number {
  const midnight = new Date(`${date}T00:00:00Z`)
  // 30 February is read as a day in March.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(date)) throw unreadable(text)
  return midnight.getTime()
}

/** When the clock shows a time of day next. */
function nextAt(time: number, { now, timeZone }: { now: number; timeZone: string }): number {
  const wall = now + offsetAt(now, timeZone)
  const today = wall - (wall % DAY_MS)
  const next = fromWall(today + time, timeZone)
  return next > now ? next : fromWall(today + DAY_MS + time, timeZone)
}

/** The moment at which the wall shows a time. */
function fromWall(wall: number, timeZone: string): number {
  const moments = [wall - DAY_MS, wall + DAY_MS].map((near) => wall - offsetAt(near, timeZone))
  const shown = moments.filter((moment) => moment + offsetAt(moment, timeZone) === wall)
  return shown.length > 0 ? Math.min(...shown) : Math.max(...moments)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** How far the wall is before Greenwich at a moment, in ms. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = clockOf(timeZone).formatToParts(moment)
  const [year = 0, month = 1, day, hour, minute, second] = [
    ...['year', 'month', 'day', 'hour', 'minute', 'second'],
  ].map((type) => Number(parts.find((part) => part.type === type)?.value))
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / SECOND_MS) * SECOND_MS
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const numeric = 'numeric' as const
  const date = { year: numeric, month: numeric, day: numeric }
  const time = { hour: numeric, minute: numeric, second: numeric, hourCycle: 'h23' as const }
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', ...date, ...time })
  clocks.set(timeZone, clock)
  return clock
}

function unreadable(moment: unknown): Error {
  const forms = "a Date, an ISO 8601 text, or a wall-clock time such as '2026-03-01 09:00'"
  return new Error(`'${moment}' is not a moment: give ${forms}.`)
}
