import { z } from 'zod'
import { contract } from '../contract.ts'
import { HoursOfDay } from '../day-hours.ts'
import { CalendarDay, EXCEPTIONAL_DAY_NAME_MAX, ExceptionalDay } from '../exceptional-day.ts'

const params = z.object({ day: CalendarDay })
const returns = z.object({
  /** Where the days and the hours are meant. */
  timeZone: z.string(),
  /** From today on, in their order. */
  days: z.array(ExceptionalDay),
})

export const listExceptionalDays = contract({
  method: 'GET',
  path: '/v1/ai/exceptional-days',
  summary: 'List the days to come on which people are there at other hours, or not at all',
  permission: 'ai:read',
  returns,
  errors: [],
})

export const putExceptionalDay = contract({
  method: 'PUT',
  path: '/v1/ai/exceptional-days/:day',
  summary: 'Say when people are there on one day, in place of the hours of every week; it holds at once',
  permission: 'ai:configure',
  params,
  body: z.strictObject({
    name: z.string().trim().min(1).max(EXCEPTIONAL_DAY_NAME_MAX),
    /** None: closed all day. */
    hours: HoursOfDay,
  }),
  returns,
  errors: ['invalid_request', 'conflict'],
})

export const deleteExceptionalDay = contract({
  method: 'DELETE',
  path: '/v1/ai/exceptional-days/:day',
  summary: 'Let a day be as every week again; one that is not there is none',
  permission: 'ai:configure',
  params,
  returns,
  errors: ['invalid_request'],
})
