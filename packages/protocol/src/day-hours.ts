import { z } from 'zod'
import { type DayHours, HOURS_A_DAY_MAX, isAtOnce, ofWeekday } from './hours-at-once.ts'

const DAY = 1_440
const AT_ONCE = 'must not be at the same time as others of the day'

const Minute = z.number().int().min(0).max(DAY)

const Hours = endingWell(z.strictObject({ from: Minute, to: Minute }))

const WeekdayHours = endingWell(
  z.strictObject({ weekday: z.number().int().min(1).max(7), from: Minute, to: Minute }),
)

/** All hours of one day, in any order; none: closed all day. */
export const HoursOfDay = z
  .array(Hours)
  .max(HOURS_A_DAY_MAX)
  .refine((hours) => !hours.some((one) => isAtOnce(one, hours)), AT_ONCE)

/** Those of all weekdays, in any order. */
export const HoursOfWeek = z
  .array(WeekdayHours)
  .refine(
    (hours) => !hours.some(({ weekday }) => ofWeekday(hours, weekday).length > HOURS_A_DAY_MAX),
    'must be six at most on one day',
  )
  .refine((hours) => !hours.some((one) => isAtOnce(one, ofWeekday(hours, one.weekday))), AT_ONCE)

function endingWell<Schema extends z.ZodType<DayHours>>(schema: Schema): Schema {
  return schema
    .refine(({ from }) => from < DAY, 'must begin before the day ends')
    .refine(({ from, to }) => from !== to, 'must not end as it begins')
}
