import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import { Fault } from '../http/business-call.ts'
import type { Business } from './business.ts'

const command = commandOf<Business>()

/** What a test may ask of any service of a business. */
export const businessCommands = {
  /** What was sent under which key, and how often. */
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
