import type { CaseResult } from '@hilo/protocol'

/** What the results of an evaluation are narrowed to; what is asked for most comes first. */
export const RESULT_FILTERS = ['all', 'newly_failing', 'failing', 'changed', 'new'] as const
export type ResultFilter = (typeof RESULT_FILTERS)[number]

type Judged = Pick<CaseResult, 'difference' | 'passedBefore'>

/** Whether a case is shown where results are narrowed so. */
export function isShown({ difference, passedBefore }: Judged, filter: ResultFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'newly_failing':
      return difference === 'newly_failing'
    case 'failing':
      return difference === 'newly_failing' || difference === 'failing'
    case 'changed':
      return difference === 'newly_failing' || difference === 'newly_passing'
    case 'new':
      return passedBefore === null
  }
}

/** What an address says of it; anything else shows all. */
export function parseResultFilter({ show }: Record<string, unknown>): { show?: ResultFilter } {
  const known = RESULT_FILTERS.find((one) => one === show)
  return known === undefined || known === 'all' ? {} : { show: known }
}
