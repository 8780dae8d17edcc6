export const TABS = ['versions', 'metrics', 'config', 'secrets'] as const
export type BackendTab = (typeof TABS)[number]

/** How many days the metrics may be of. */
export const DAYS = [1, 7, 30, 90] as const
export type Days = (typeof DAYS)[number]

/** The view, and what the metrics are of; left out where it is as at first: 30 days of all versions. */
export type BackendSearch = { tab: BackendTab; version?: string; days?: Days }

/** What the address asks for; what it does not understand is left out. */
export function parseBackendSearch(search: Record<string, unknown>): BackendSearch {
  const tab = TABS.find((known) => known === search.tab) ?? 'versions'
  const days = DAYS.find((known) => known === search.days)
  // The router reads a version of digits alone as a number.
  const version = /^[0-9a-f]{4,64}$/.exec(String(search.version ?? ''))?.[0]
  return { tab, ...(version && { version }), ...(days && { days }) }
}
