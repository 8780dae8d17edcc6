import type { ArticleGate, ArticleTry } from '@hilo/protocol'

/** The sets that have to pass, and the others on which articles can be tried. */
export type Gates = { gates: readonly ArticleGate[]; others: readonly ArticleTry[] }

/** The names of the sets that do not let it through yet. */
export function heldBy(gates: Gates['gates']): string[] {
  return gates.filter(({ lacks }) => lacks !== null).map(({ setName }) => setName)
}

/** How a set went with exactly this: so many of its cases passed, it was not tried so, or it is being tried. */
export function resultOf({ lacks, evaluation }: ArticleTry): Result {
  if (evaluation?.status === 'waiting' || evaluation?.status === 'running') return 'under_way'
  if (!evaluation || evaluation.passed === null || (lacks !== null && lacks !== 'share'))
    return evaluation ? 'outdated' : 'untried'
  return { passed: evaluation.passed, cases: evaluation.cases }
}

type Result = 'under_way' | 'untried' | 'outdated' | { passed: number; cases: number }

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
