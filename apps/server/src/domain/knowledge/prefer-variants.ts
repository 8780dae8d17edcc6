import { baseLanguage } from '@hilo/protocol'
import type { GroupedArticle } from '../article-variant/variant.ts'

type Found = { articleId: string; evidence: number; threshold: number }

/**
 * Of articles that say the same in several languages, the one in the language of the conversation alone,
 * where it says as much of the question as an answer needs, or as any other of them; else those that do.
 */
export function preferVariants<C extends Found>(
  candidates: readonly C[],
  grouped: readonly GroupedArticle[],
  language: string,
): C[] {
  const groups = new Map(grouped.map((one) => [one.articleId, one]))
  const isOwn = ({ articleId }: C) => baseLanguage(groups.get(articleId)?.language ?? '') === language
  const best = (some: readonly C[]) =>
    Math.max(0, ...some.map(({ evidence, threshold }) => evidence / Math.max(threshold, Number.EPSILON)))
  const isGivenUp = (candidate: C) => {
    const group = groups.get(candidate.articleId)?.groupId
    if (group === undefined || isOwn(candidate)) return false
    const all = candidates.filter(({ articleId }) => groups.get(articleId)?.groupId === group)
    const own = best(all.filter(isOwn))
    return own >= 1 || own >= best(all)
  }
  return candidates.filter((candidate) => !isGivenUp(candidate))
}
