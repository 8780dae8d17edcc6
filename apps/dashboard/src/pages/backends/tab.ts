export const TABS = ['versions', 'config', 'secrets'] as const
export type BackendTab = (typeof TABS)[number]

/** The view that the address asks for, or the first. */
export function parseTab({ tab }: Record<string, unknown>): { tab: BackendTab } {
  return { tab: TABS.find((known) => known === tab) ?? 'versions' }
}
