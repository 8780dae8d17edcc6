import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import { Fault } from '../http/business-call.ts'
import type { Appointments } from './appointments.ts'

const command = commandOf<Appointments>()

/** What a test may ask of the practice. */
export const appointmentCommands = {
  list: command(z.object({}), ({ list }) => [...list.values()]),
  /** What was booked under which key, and how often that key was sent. */
  calls: command(z.object({}), ({ done }) => [...done.values()]),
  fail: command(Fault, ({ faults }, fault) => {
    faults.push(fault)
  }),
  settings: command(
    z.object({ latencyMs: z.number().int().min(0).optional(), token: z.string().min(1).optional() }),
    ({ settings }, { latencyMs = settings.latencyMs, token = settings.token }) =>
      Object.assign(settings, { latencyMs, token }),
  ),
}
