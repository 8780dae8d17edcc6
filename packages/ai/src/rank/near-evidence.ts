import type { ArticleKind } from '@hilo/protocol'
import { CALIBRATED_MIN, LEAST_THRESHOLD } from './calibrate.ts'

// What is near in meaning as evidence for an answer: where an org's own questions show that more of them are
// answered rightly by it, and no more of those wrongly whose answer was taken away.

/**
 * How nearness counts. How near a right answer is differs from model to model and from org to org, so it is
 * measured by what wrong ones come to there: 0 is what half of them reach, 1 what hardly any does.
 */
export type NearEvidence = {
  /** Of the evidence, so much is nearness; the rest is what the words say. */
  share: number
  common: number
  rare: number
  /** From which evidence on is answered then. */
  threshold: number
}

/** By kind of article; null: the words alone decide. */
export type NearEvidences = Record<ArticleKind, NearEvidence | null>

export const NO_NEAR_EVIDENCE: NearEvidences = { page: null, faq: null }

/** A chunk that a question found: what its words say of the question, from 0 to 1, and how near it is. */
export type WeighedChunk = { evidence: number; near: number }

/** The evidence of words and nearness together; as it is where nearness does not count. */
export function weighNear(rule: NearEvidence | null, { evidence, near }: WeighedChunk): number {
  if (!rule) return evidence
  const most = Math.min(Math.max((near - rule.common) / (rule.rare - rule.common), 0), NEAR_MAX)
  return Math.min((1 - rule.share) * evidence + rule.share * most, 1)
}

/** What was found, the best first; `isRight`: it is the answer. */
export type Attempt = readonly (WeighedChunk & { isRight: boolean })[]

export type EvidenceTrial = {
  /** Questions whose answer was taken away. */
  gone: readonly Attempt[]
  /** Questions whose answer is there, in other words or in these. */
  there: readonly Attempt[]
}

/** Of the questions whose answer is there, how many were answered so; of the others, how many at all. */
export type EvidenceFigures = { right: number; wrong: number; gone: number }

export type TriedEvidence = {
  rule: NearEvidence | null
  there: number
  gone: number
  /** By words alone, and with nearness: each question judged by what the other half of them came to. */
  without: EvidenceFigures
  with: EvidenceFigures
}

/** Words count at least as much: nearness finds what is alike, and not what answers. */
const SHARES = [0.25, 0.5]
/** Very near, it may be enough with few words in common. */
const NEAR_MAX = 1.5
const COMMON = 0.5
const RARE = 0.02

/** Of the questions whose answer was taken away, so many may look answered; and judged by the other half. */
const WRONG_MAX = 0.04
const WRONG_MAX_JUDGED = 0.06
/** Fewer than so many standard deviations are chance. */
const SURE = 2

/**
 * Whether nearness counts for a kind of article, and how: of the shares that answer more of the questions
 * rightly than words alone, by more than chance, the one that gains most. A wrong answer outweighs a right
 * one. What is set by one half of the questions is judged by the other.
 */
export function tryEvidence({ gone, there }: EvidenceTrial): TriedEvidence {
  const words = judge({ gone, there }, 0)
  const none = { rule: null, there: there.length, gone: gone.length, without: words.figures }
  if (gone.length < CALIBRATED_MIN) return { ...none, with: words.figures }
  const [best] = SHARES.map((share) => ({ share, judged: judge({ gone, there }, share) }))
    .map((one) => ({ ...one, gain: gainOf(one.judged.values, words.values) }))
    .filter(({ judged, gain }) => gain.isSure && judged.figures.gone <= gone.length * WRONG_MAX_JUDGED)
    .sort((a, b) => b.gain.sum - a.gain.sum)
  if (!best) return { ...none, with: words.figures }
  return { ...none, rule: ruleFrom(gone, best.share), with: best.judged.figures }
}

/** Whoever is answered wrongly loses more than whoever is given to people. */
const WRONG = -2

/** 1: answered rightly; `WRONG`: wrongly; 0: not at all. */
type Judged = { values: number[]; figures: EvidenceFigures }

function judge({ gone, there }: EvidenceTrial, share: number): Judged {
  const rules = [1, 0].map((half) => ruleFrom(halfOf(gone, half), share))
  const answered = (attempt: Attempt, at: number) => {
    const rule = rules[at % 2]
    return rule && attempt.find((one) => weighNear(rule, one) >= rule.threshold)
  }
  const values = there.map((attempt, at) => {
    const answer = answered(attempt, at)
    return answer ? (answer.isRight ? 1 : WRONG) : 0
  })
  const count = (wanted: number) => values.filter((value) => value === wanted).length
  const figures = { right: count(1), wrong: count(WRONG), gone: gone.filter(answered).length }
  return { values, figures }
}

function halfOf(attempts: readonly Attempt[], half: number): Attempt[] {
  return attempts.filter((_, at) => at % 2 === half)
}

/** By what those come to whose answer was taken away. */
function ruleFrom(gone: readonly Attempt[], share: number): NearEvidence {
  const nearest = gone.map((attempt) => Math.max(0, ...attempt.map(({ near }) => near)))
  const common = reachedBy(nearest, COMMON)
  // Of a model that finds all alike.
  const rare = Math.max(reachedBy(nearest, RARE), common + Number.EPSILON)
  const rule = { share, common, rare, threshold: 1 }
  const most = gone.map((attempt) => Math.max(0, ...attempt.map((one) => weighNear(rule, one))))
  return { ...rule, threshold: Math.max(reachedBy(most, WRONG_MAX), LEAST_THRESHOLD) }
}

/** What no more than such a part of them is above. */
function reachedBy(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => b - a)
  return sorted[Math.floor(sorted.length * part)] ?? 1
}

function gainOf(values: readonly number[], before: readonly number[]): { sum: number; isSure: boolean } {
  const changes = values.map((value, at) => value - (before[at] ?? 0))
  const sum = changes.reduce((all, change) => all + change, 0)
  const moved = changes.reduce((all, change) => all + Math.abs(change), 0)
  return { sum, isSure: sum > 0 && sum >= SURE * Math.sqrt(moved) }
}
