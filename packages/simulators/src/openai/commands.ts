import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import { FAULT_KINDS, Fault, Line, Obedience } from './inputs.ts'
import type { OpenAi } from './openai.ts'

const command = commandOf<OpenAi>()

/** What a test may ask of the simulated provider. */
export const openaiCommands = {
  /** The last script that fits is said; without one that fits, answers come from the passages of the prompt. */
  script: command(Line, ({ lines }, line) => {
    lines.push(line)
  }),
  fail: command(Fault, ({ faults }, fault) => {
    faults.push(fault)
  }),
  faultKinds: command(z.object({}), () => [...FAULT_KINDS]),
  /** Every call with its counts, the oldest first. */
  log: command(z.object({}), ({ log }) => log),
  /** Forgets scripts, faults and the log. */
  clear: command(z.object({}), ({ lines, faults, log }) => {
    for (const list of [lines, faults, log]) list.length = 0
  }),
  settings: command(
    z.strictObject({
      token: z.string().min(1).optional(),
      latencyMs: z.number().int().min(0).optional(),
      chunkMs: z.number().int().min(0).optional(),
      tellsUsage: z.boolean().optional(),
      obeys: Obedience.nullable().optional(),
    }),
    ({ settings }, changed) => Object.assign(settings, changed),
  ),
}
