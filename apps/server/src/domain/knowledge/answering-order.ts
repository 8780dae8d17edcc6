import { baseLanguage } from '@hilo/protocol'
import type { GroupedArticle } from '../article-variant/variant.ts'
import { preferVariants } from './prefer-variants.ts'

type Found = { articleId: string; language: string; evidence: number; threshold: number }

/**
 * Of what was found, the best first, what an answer in a language is made of, in the order in which it is
 * looked at: what says enough first, of what is said in several languages one alone.
 */
export function answeringOrder<C extends Found>(
  found: readonly C[],
  grouped: readonly GroupedArticle[],
  asked: string,
): C[] {
  const language = baseLanguage(asked)
  return enoughFirst(ownIfEnough(preferVariants(found, grouped, language), language))
}

/** How far a candidate is above what its kind needs: from 1 on it answers. */
export function marginOf(found: Pick<Found, 'evidence' | 'threshold'> | undefined): number {
  return found ? found.evidence / Math.max(found.threshold, Number.EPSILON) : 0
}

/** Where the contact's language says enough, another one only mixes into the answer. */
function ownIfEnough<C extends Found>(candidates: readonly C[], language: string): readonly C[] {
  const own = candidates.filter((one) => baseLanguage(one.language) === language)
  return own.some((one) => marginOf(one) >= 1) ? own : candidates
}

/** The first that answers may have been left out for another of its languages. */
function enoughFirst<C extends Found>(candidates: readonly C[]): C[] {
  const enough = candidates.filter((one) => marginOf(one) >= 1).slice(0, 1)
  return [...enough, ...candidates.filter((one) => !enough.includes(one))]
}
