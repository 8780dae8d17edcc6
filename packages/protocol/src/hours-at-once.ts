/** Without a schema, so that a page that asks this need not load any. */

/** So many times of one day may be told: three parts of it, and as many again. */
export const HOURS_A_DAY_MAX = 6

const DAY = 1_440

/** In minutes of a day at the org's place. What ends before it begins ends on the next day. */
export type DayHours = { from: number; to: number }
/** Of a weekday, from 1 (Monday) to 7. */
export type OfficeHours = DayHours & { weekday: number }

/** Minutes. */
export function lengthOf({ from, to }: DayHours): number {
  return to > from ? to - from : to - from + DAY
}

/** Whether others of its day are, in part, at the same time: one of the two is not as it was meant. */
export function isAtOnce(one: DayHours, ofDay: readonly DayHours[]): boolean {
  const end = (hours: DayHours) => hours.from + lengthOf(hours)
  return ofDay.some((other) => other !== one && one.from < end(other) && other.from < end(one))
}

export function ofWeekday(hours: readonly OfficeHours[], weekday: number): OfficeHours[] {
  return hours.filter((one) => one.weekday === weekday)
}
