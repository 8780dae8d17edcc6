import { AI_PURPOSES } from '../../api/ai.ts'
import type { CallFilter } from '../../api/keys.ts'

export const TABS = ['providers', 'budgets', 'ledger'] as const
export type AiTab = (typeof TABS)[number]

/** The view, and what the ledger is narrowed to. */
export type AiSearch = { tab: AiTab } & CallFilter

const STATUSES = ['done', 'failed', 'open'] as const
const RANGES = ['hour', 'day', 'week'] as const

/** What the address asks for; what it does not understand is left out. */
export function parseAiSearch(search: Record<string, unknown>): AiSearch {
  const provider = /^[a-z0-9][a-z0-9-]{0,62}$/.exec(String(search.provider ?? ''))?.[0]
  const purpose = AI_PURPOSES.find((known) => known === search.purpose)
  const status = STATUSES.find((known) => known === search.status)
  const range = RANGES.find((known) => known === search.range)
  return {
    tab: TABS.find((known) => known === search.tab) ?? 'providers',
    ...(provider && { provider }),
    ...(purpose && { purpose }),
    ...(status && { status }),
    ...(range && { range }),
  }
}
