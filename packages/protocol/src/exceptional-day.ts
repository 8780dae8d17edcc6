import { z } from 'zod'

/** So many days to come an org may name. */
export const EXCEPTIONAL_DAYS_MAX = 100
export const EXCEPTIONAL_DAY_NAME_MAX = 80

const Minute = z.number().int().min(0).max(1_440)

/** A day at the org's place, such as `2026-12-25`. */
export const CalendarDay = z.iso.date()

/** In minutes of the day. What ends before it begins ends on the next day. */
export const DayHours = z
  .strictObject({ from: Minute, to: Minute })
  .refine(({ from }) => from < 1_440, 'must begin before the day ends')
  .refine(({ from, to }) => from !== to, 'must not end as it begins')

/** A day on which people are there at other hours than in every week, or not at all. */
export const ExceptionalDay = z.object({
  day: CalendarDay,
  /** For members: contacts are told the day. */
  name: z.string(),
  /** Null: closed all day. */
  hours: DayHours.nullable(),
})
export type ExceptionalDay = z.infer<typeof ExceptionalDay>
