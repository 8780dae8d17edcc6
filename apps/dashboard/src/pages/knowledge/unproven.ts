import type { ArticleGate, ArticleTry } from '@hilo/protocol'

/** The sets that have to pass, and the others on which articles can be tried. */
export type Gates = { gates: readonly ArticleGate[]; others: readonly ArticleTry[] }

/**
 * Why nobody knows yet that contacts are answered as they should be once it is published; null: the sets
 * that have to pass let it through, or what was tried went well.
 */
export function unprovenBy({ gates, others }: Gates): 'untried' | 'failing' | null {
  if (gates.length > 0) return null
  const tried = others.flatMap(({ lacks, evaluation }) => (lacks === null && evaluation ? evaluation : []))
  if (tried.length === 0) return 'untried'
  return tried.every(({ passed, cases }) => passed === cases) ? null : 'failing'
}
