import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import { Fault } from '../http/business-call.ts'
import type { Documents } from './documents.ts'

const command = commandOf<Documents>()

/** What a test may ask of the store of documents. */
export const documentCommands = {
  list: command(z.object({}), ({ records }) => [...records.values()]),
  /** Which record was opened under which key, and how often that key was sent. */
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
