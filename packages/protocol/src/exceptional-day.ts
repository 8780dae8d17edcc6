import { z } from 'zod'
import { HoursOfDay } from './day-hours.ts'

/** So many days to come an org may name. */
export const EXCEPTIONAL_DAYS_MAX = 100
export const EXCEPTIONAL_DAY_NAME_MAX = 80

/** A day at the org's place, such as `2026-12-25`. */
export const CalendarDay = z.iso.date()

/** A day on which people are there at other hours than in every week, or not at all. */
export const ExceptionalDay = z.object({
  day: CalendarDay,
  /** For members: contacts are told the day. */
  name: z.string(),
  /** In their order; none: closed all day. */
  hours: HoursOfDay,
})
export type ExceptionalDay = z.infer<typeof ExceptionalDay>
