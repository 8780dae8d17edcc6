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

/** The view, and what the ledger is narrowed to. */
export type AiSearch = { tab: AiTab } & CallFilter

const STATUSES = ['done', 'failed', 'open'] as const
const RANGES = ['hour', 'day', 'week'] as const

/** Where an address leads whose tab is no tab of this page: to its own page, or to the first tab. */
export function placeOfForeignTab({ tab }: { tab?: unknown }) {
  if (tab === undefined || TABS.some((known) => known === tab)) return null
  const page = (Object.keys(AI_PAGES) as AiPageName[]).find((known) => known === tab)
  return page ? AI_PAGES[page] : ({ to: '/settings/ai', search: { tab: TABS[0] } } as const)
}

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
