import { z } from 'zod'
import type { Fault } from '../http/business-call.ts'
import type { Done } from '../http/once.ts'
import { createStateFile, readState, type StateFile } from '../state-file.ts'
import { createTimers, type Timers } from '../timers.ts'

/** Where a sales team keeps who may buy. */

export const Lead = z.object({
  /** The caller's own name for the person: the same one again is the same lead, brought up to date. */
  externalId: z.string().min(1).max(200),
  name: z.string().max(200).nullable(),
  phone: z.string().max(50).nullable(),
  email: z.email().nullable(),
  score: z.number().int().min(0).max(100),
  answers: z.record(z.string(), z.string()),
})
export type Lead = z.output<typeof Lead>

export type CrmSettings = { latencyMs: number; token: string }

export type Crm = {
  leads: Map<string, Lead>
  done: Map<string, Done>
  settings: CrmSettings
  faults: Fault[]
  timers: Timers
  state: StateFile
  close(): Promise<void>
}

type Saved = { leads: Lead[]; done: Done[] }

/** The CRM as it was when `stateFile` was last written; empty without one. */
export function createCrm(stateFile: string | undefined): Crm {
  const saved = (readState(stateFile) as Saved | null) ?? { leads: [], done: [] }
  const leads = new Map(saved.leads.map((lead) => [lead.externalId, lead]))
  const done = new Map(saved.done.map((call) => [call.key, call]))
  const timers = createTimers()
  const state = createStateFile(stateFile, () => ({ leads: [...leads.values()], done: [...done.values()] }))
  return {
    leads,
    done,
    settings: { latencyMs: 0, token: 'crm-token' },
    faults: [],
    timers,
    state,
    async close() {
      timers.stop()
      await state.flush()
    },
  }
}
