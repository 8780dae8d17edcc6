import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import { Fault } from '../http/business-call.ts'
import type { Calendar } from './calendar.ts'

const command = commandOf<Calendar>()

/** What a test may ask of the calendar. */
export const calendarCommands = {
  /** Every booking with its key and how often that key was sent. */
  bookings: command(z.object({}), (calendar) => [...calendar.bookings.values()]),
  clear: command(z.object({}), async (calendar) => {
    calendar.bookings.clear()
    await calendar.state.flush()
  }),
  fail: command(Fault, ({ faults }, fault) => {
    faults.push(fault)
  }),
  settings: command(
    z.object({
      latencyMs: z.number().int().min(0).optional(),
      seatsPerSlot: z.number().int().min(1).optional(),
    }),
    ({ settings }, { latencyMs = settings.latencyMs, seatsPerSlot = settings.seatsPerSlot }) =>
      Object.assign(settings, { latencyMs, seatsPerSlot }),
  ),
}
