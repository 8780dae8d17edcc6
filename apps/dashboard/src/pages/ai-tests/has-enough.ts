import type { Evaluation, TestSet } from '@hilo/protocol'

type Asks = Pick<TestSet, 'shareNeeded' | 'articleShareNeeded'>
type Counted = Pick<Evaluation, 'passed' | 'cases'>

/** Whether as many cases passed as a publish gate asks for; null: none asks, and all have to. */
export function hasEnough({ passed, cases }: Counted, shareNeeded: number | null): boolean {
  return 100 * (passed ?? 0) >= (shareNeeded ?? 100) * cases
}

/**
 * What the gates of its set ask of an evaluation: that of what was tried in it, of what holds already the
 * stricter one.
 */
export function shareAsked(
  { draft, articles }: Pick<Evaluation, 'draft' | 'articles'>,
  { shareNeeded, articleShareNeeded }: Asks,
): number | null {
  if (articles.length > 0) return articleShareNeeded
  if (draft !== null) return shareNeeded
  const asked = [shareNeeded, articleShareNeeded].filter((share) => share !== null)
  return asked.length > 0 ? Math.max(...asked) : null
}
