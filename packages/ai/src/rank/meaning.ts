import type { ArticleKind } from '@hilo/protocol'
import { placeValue } from './fuse.ts'
import type { NearEvidences } from './near-evidence.ts'

// What is near in meaning beside what has the words: it only ever adds, so that what the words find is found
// without it too, in the same order.

/** What a place in the ranking by meaning counts, by kind of article; 0: nothing. */
export type MeaningWeights = Record<ArticleKind, number>

export const NO_MEANING: MeaningWeights = { page: 0, faq: 0 }

/** What meaning adds to a score. `place`: in the ranking of all that is near, from 1 on. */
export function meaningValue(weight: number, place: number): number {
  return weight * placeValue(place)
}

/** A question whose answer is known, and what found it. */
export type TriedQuestion = {
  kind: ArticleKind
  /** Its answer still says it in these words: it has to be found as before, and proves nothing else. */
  isKept?: boolean
  wanted: number
  /** The pieces that have its words, with their scores, the best first. */
  words: readonly { piece: number; score: number }[]
  /** The pieces that are near, the nearest first. */
  near: readonly number[]
}

/** How many of the questions found their answer first, and among the first five. */
type TriedFigures = { first: number; five: number }

export type TriedMeaning = {
  weights: MeaningWeights
  /** By kind: how many questions, and what they found without and with these weights. */
  tried: Record<ArticleKind, { asked: number; without: TriedFigures; with: TriedFigures }>
}

/** Fewer questions of a kind prove nothing. */
export const TRIAL_MIN = 10
const CHOICES = [0, 0.25, 0.5, 1]
const KINDS = ['page', 'faq'] as const
const FIVE = 5

/** A smaller weight that gains most of the gain is rather taken: a few questions are chance. */
const MOST = 0.5

/**
 * What meaning may count in an org, by questions whose answers are known: about as much as helps most, and
 * nothing where a kind of article would be found less often than by words alone, by what it has been made to
 * forget or by what it still says. A weak model is better than
 * words for short answers and worse for long pages, so each kind has a weight of its own.
 */
export function weighMeaning(
  questions: readonly TriedQuestion[],
  kindOf: (piece: number) => ArticleKind,
): TriedMeaning {
  const [kept, forgotten] = [true, false].map((isKept) =>
    Map.groupBy(
      questions.filter((question) => (question.isKept ?? false) === isKept),
      ({ kind }) => kind,
    ),
  )
  const find = (weights: MeaningWeights): FoundByKind => {
    const of = (some: typeof kept, kind: ArticleKind) =>
      foundOf((some?.get(kind) ?? []).map((question) => placeOf(question, weights, kindOf)))
    return {
      ...{ page: of(forgotten, 'page'), faq: of(forgotten, 'faq') },
      kept: { page: of(kept, 'page'), faq: of(kept, 'faq') },
    }
  }
  const asked = (kind: ArticleKind) => forgotten?.get(kind)?.length ?? 0
  const choicesOf = (kind: ArticleKind) => (asked(kind) < TRIAL_MIN ? [0] : CHOICES)
  const without = find(NO_MEANING)
  const choices = choicesOf('page')
    .flatMap((page) => choicesOf('faq').map((faq): MeaningWeights => ({ page, faq })))
    .map((weights) => ({ weights, found: find(weights) }))
    .map((choice) => ({ ...choice, gain: gainOf(choice.found, without) }))
  const most = Math.max(...choices.map(({ gain }) => gain))
  const [best] = choices
    .filter(({ gain }) => gain > 0 && gain >= most * MOST)
    .sort((a, b) => a.weights.page + a.weights.faq - b.weights.page - b.weights.faq)
  const found = best?.found ?? without
  const tried = (kind: ArticleKind) => ({
    ...{ asked: asked(kind), without: figuresOf(without[kind]), with: figuresOf(found[kind]) },
  })
  return { weights: best?.weights ?? NO_MEANING, tried: { page: tried('page'), faq: tried('faq') } }
}

/** What came of a trial: it helps, or finds no more than words alone, or that cannot be told. */
export type TrialVerdict = 'used' | 'not_better' | 'too_few'

/** `isEvidence`: it counts for whether something is enough, if not for what is found. */
type Verdict = { asked: number; weight: number; isEvidence: boolean }

export function verdictOf({ asked, weight, isEvidence }: Verdict): TrialVerdict {
  if (weight > 0 || isEvidence) return 'used'
  return asked < TRIAL_MIN ? 'too_few' : 'not_better'
}

/** Of all kinds together: what is true of one is worth more than what cannot be told of another. */
export function verdictOfAll({ weights, tried }: TriedMeaning, evidence: NearEvidences): TrialVerdict {
  const verdicts = KINDS.map((kind) =>
    verdictOf({ asked: tried[kind].asked, weight: weights[kind], isEvidence: evidence[kind] !== null }),
  )
  const told = verdicts.filter((verdict) => verdict !== 'too_few')
  return told.find((verdict) => verdict === 'used') ?? told[0] ?? 'too_few'
}

type FoundByKind = Record<ArticleKind, Found> & { kept: Record<ArticleKind, Found> }

/** 0 or less: of a kind less is found than without. */
function gainOf(found: FoundByKind, without: FoundByKind): number {
  const isWorse = KINDS.some(
    (kind) => isLess(found[kind], without[kind]) || isLess(found.kept[kind], without.kept[kind]),
  )
  if (isWorse) return Number.NEGATIVE_INFINITY
  return KINDS.reduce((sum, kind) => sum + found[kind].near - without[kind].near, 0)
}

/** `near`: the sum of the reciprocal places, by which two are parted that are alike in the others. */
type Found = TriedFigures & { near: number }

function foundOf(places: readonly number[]): Found {
  const count = (most: number) => places.filter((place) => place <= most).length
  return { first: count(1), five: count(FIVE), near: places.reduce((sum, place) => sum + 1 / place, 0) }
}

function figuresOf({ first, five }: Found): TriedFigures {
  return { first, five }
}

function isLess(one: Found, other: Found): boolean {
  return one.first < other.first || one.five < other.five
}

/** Infinity: it is not found. */
function placeOf(
  { wanted, words, near }: TriedQuestion,
  weights: MeaningWeights,
  kindOf: (piece: number) => ArticleKind,
): number {
  const scores = new Map(words.map(({ piece, score }) => [piece, score]))
  for (const [at, piece] of near.entries()) {
    const value = meaningValue(weights[kindOf(piece)], at + 1)
    if (value > 0) scores.set(piece, (scores.get(piece) ?? 0) + value)
  }
  const own = scores.get(wanted)
  if (own === undefined) return Number.POSITIVE_INFINITY
  return [...scores.values()].filter((score) => score > own).length + 1
}
