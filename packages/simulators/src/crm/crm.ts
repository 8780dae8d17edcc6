import { z } from 'zod'
import { type Business, openBusiness } from '../business/business.ts'
import type { Done } from '../http/once.ts'
import { readState } from '../state-file.ts'

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

export type Crm = Business & {
  leads: Map<string, Lead>
}

type Saved = { leads: Lead[]; done: Done[] }

/** The CRM as it was when `stateFile` was last written; empty without one. */
export function createCrm(stateFile: string | undefined): Crm {
  const saved = (readState(stateFile) as Saved | null) ?? { leads: [], done: [] }
  const leads = new Map(saved.leads.map((lead) => [lead.externalId, lead]))
  const snapshot = () => ({ leads: [...leads.values()] })
  return { leads, ...openBusiness({ stateFile, token: 'crm-token', done: saved.done, snapshot }) }
}
