import { AI_PURPOSES } from '../../api/ai.ts'
import type { CallFilter } from '../../api/keys.ts'

const TABS = ['providers', 'budgets', 'ledger'] as const
export type AiTab = (typeof TABS)[number]

/** The tabs that have an address of their own. */
export const AI_PAGES = {
  instructions: { to: '/settings/ai/instructions' },
  tools: { to: '/settings/ai/tools' },
  tests: { to: '/settings/ai/tests' },
  figures: { to: '/answers', search: { days: 30 } },
} as const
export type AiPageName = keyof typeof AI_PAGES

/** The view, whose prices are open in it, and what the ledger is narrowed to. */
export type AiSearch = { tab: AiTab | AiPageName; prices?: string } & CallFilter

const STATUSES = ['done', 'failed', 'open'] as const
const RANGES = ['hour', 'day', 'week'] as const

const ALL = [...TABS, ...(Object.keys(AI_PAGES) as AiPageName[])]

/** The page that is asked for as if it were a tab of this one; null: a tab is. */
export function pageOf(tab: AiTab | AiPageName) {
  return tab in AI_PAGES ? AI_PAGES[tab as AiPageName] : null
}

/** What the address asks for; what it does not understand is left out. */
export function parseAiSearch(search: Record<string, unknown>): AiSearch {
  const [provider, prices] = [search.provider, search.prices].map(nameOf)
  const purpose = AI_PURPOSES.find((known) => known === search.purpose)
  const status = STATUSES.find((known) => known === search.status)
  const range = RANGES.find((known) => known === search.range)
  return {
    tab: ALL.find((known) => known === search.tab) ?? 'providers',
    ...(provider && { provider }),
    ...(prices && { prices }),
    ...(purpose && { purpose }),
    ...(status && { status }),
    ...(range && { range }),
  }
}

function nameOf(value: unknown): string | undefined {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.exec(String(value ?? ''))?.[0]
}
