import {
  type AnswerTrace,
  type api,
  type ContractReturns,
  type HandoffReason,
  NEAR_SHARE,
} from '@hilo/protocol'
import type { Timeline } from '../../api/merge.ts'
import type { Words } from '../../i18n/en.ts'

/** What an article would have helped with. */
const REASONS: readonly (HandoffReason | null)[] = ['no_evidence', 'model_declined', 'low_confidence']

/**
 * Whether AI may have left anything open in a conversation: else nobody is asked what still is. Of what is
 * not loaded it is enough that AI speaks there.
 */
export function hasLeftOpen({ items, hasOlder }: Pick<Timeline, 'items' | 'hasOlder'>): boolean {
  return items.some(
    (item) => item.type === 'message' && (isOpenQuestion(item.answer) || (hasOlder && item.author === 'ai')),
  )
}

/** Also where one of several questions was answered, and another left open. */
export function isOpenQuestion(answer: { reason: HandoffReason | null } | null): boolean {
  return REASONS.includes(answer?.reason ?? null)
}

type Candidate = Pick<AnswerTrace['candidates'][number], 'title' | 'evidence' | 'threshold'> & {
  foundBy?: string
}
type Found = { isEnough: boolean; language?: string; candidates: readonly Candidate[] }
type Speech = { words: Words['answers']; language: string }

/**
 * Of what was found, that which lacks least of what its kind of article needs: in the language of who asked,
 * where anything was. What lacks most of it only shares a word with what was asked: then none is nearest.
 */
export function nearestOf<C extends Candidate>(candidates: readonly C[], language?: string): C | undefined {
  const marginOf = ({ evidence, threshold }: Candidate) => evidence / Math.max(threshold, Number.EPSILON)
  const some = candidates.filter((one) => marginOf(one) >= NEAR_SHARE)
  const own = some.filter(({ foundBy }) => foundBy === language)
  return (own.length > 0 ? own : some).toSorted((a, b) => marginOf(b) - marginOf(a))[0]
}

type Left<C extends Candidate> = {
  candidates: readonly C[]
  offered: readonly unknown[]
  language?: string
}

/**
 * What a member can do most about first: what an article answers now, then what something comes near to, then
 * the rest, each in the order in which it was asked.
 */
export function byWorth<C extends Candidate, O extends Left<C>>(
  open: readonly O[],
  isAnsweredNow: (one: O) => boolean,
): O[] {
  const rankOf = (one: O) => {
    if (isAnsweredNow(one)) return 0
    return one.offered.length > 0 || nearestOf(one.candidates, one.language) ? 1 : 2
  }
  return open.toSorted((a, b) => rankOf(a) - rankOf(b))
}

/** How close what came closest is, before its name. */
export function nearestText(
  { isEnough, language: asked, candidates }: Found,
  { words, language }: Speech,
): string {
  const nearest = nearestOf(candidates, asked)
  if (!nearest) {
    const { nothingForContacts: nothing, nothingNearForContacts: nothingNear } = words.openQuestion
    return nothingText(candidates, { nothing, nothingNear })
  }
  const share = (part: number) => part.toLocaleString(language, { style: 'percent' })
  if (isEnough) return words.openQuestion.nearest
  return words.openQuestion.nearestTooFar(share(nearest.evidence), share(nearest.threshold))
}

/** That nothing is near, and whether anything has a word of it. */
export function nothingText(
  candidates: readonly Pick<Candidate, 'evidence'>[],
  { nothing, nothingNear }: Pick<Words['answers']['openQuestion'], 'nothing' | 'nothingNear'>,
): string {
  return candidates.some(({ evidence }) => evidence > 0) ? nothingNear : nothing
}

type Open = Pick<AnswerTrace, 'isEnough' | 'language' | 'candidates'>
type Now = ContractReturns<typeof api.testQuestion>

/**
 * An open question with what comes near to it now: articles change while it is open. What only its
 * translations found then stays, since they are not looked for again.
 */
export function asOfNow<O extends Open>(open: O, { candidates, thresholds, isEnough }: Now): O {
  const abroad = open.candidates.filter(({ foundBy }) => foundBy !== open.language)
  const found = candidates.map(({ text: _, ...one }) => {
    return { ...one, foundBy: open.language, threshold: thresholds[one.kind] }
  })
  return { ...open, isEnough, candidates: [...found, ...abroad] }
}

type Piece = Pick<AnswerTrace['candidates'][number], 'articleId' | 'version'>

/**
 * Of what a question finds now, the best first, that which answers it; null: nothing does. What was looked at
 * in the same words then is no answer now either.
 */
export function answeredNow<P extends Piece>(
  { candidates: [best], isEnough }: { candidates: readonly P[]; isEnough: boolean },
  then: { candidates: readonly Piece[] },
): P | null {
  if (!best || !isEnough) return null
  const isKnown = then.candidates.some(
    ({ articleId, version }) => articleId === best.articleId && version === best.version,
  )
  return isKnown ? null : best
}
