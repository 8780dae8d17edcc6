import type { ArticleKind, Candidate } from '@hilo/protocol'

type Judged = Pick<Candidate, 'kind' | 'evidence'>

/** Below this part of what its kind needs, not even a model is shown it by itself. */
const LITTLE = 0.2

/** What tells something of a question, and what says next to nothing of it; the first tells always. */
export function partByWorth<C extends Judged>(
  candidates: readonly C[],
  thresholds: Readonly<Record<ArticleKind, number>>,
): { telling: C[]; little: C[] } {
  const isTelling = ({ kind, evidence }: C, at: number) => at === 0 || evidence >= LITTLE * thresholds[kind]
  return {
    telling: candidates.filter(isTelling),
    little: candidates.filter((one, at) => !isTelling(one, at)),
  }
}
