import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import { Fault } from '../http/business-call.ts'
import type { Crm } from './crm.ts'

const command = commandOf<Crm>()

/** What a test may ask of the CRM. */
export const crmCommands = {
  leads: command(z.object({}), ({ leads }) => [...leads.values()]),
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
