import { z } from 'zod'
import { ArticleKind } from './article.ts'

/** Finding by meaning: a provider places what an org knows, and what is near to a question is found. */

const Figures = z.object({
  /** How many of the questions found their answer first. */
  first: z.number().int(),
  /** And among the first five. */
  five: z.number().int(),
})

const Answered = z.object({
  /** Of those whose answer is there, how many would be answered rightly, and with another article. */
  right: z.number().int(),
  wrong: z.number().int(),
  /** Of those whose answer was taken away, how many would be answered. */
  gone: z.number().int(),
})

/** Whether nearness counts as evidence, by the org's own questions. */
export const MeaningEvidence = z.object({
  /** So much of the evidence is nearness, the rest is words; 0: it does not count. */
  share: z.number(),
  /** From which evidence on is answered then; null where it does not count. */
  threshold: z.number().nullable(),
  /** How many questions there were whose answer is there, and whose answer was taken away. */
  there: z.number().int(),
  gone: z.number().int(),
  without: Answered,
  with: Answered,
})
export type MeaningEvidence = z.infer<typeof MeaningEvidence>

/**
 * What came of a trial by the org's own questions.
 *
 * - `used`: more is found with meaning, or more is answered.
 * - `not_better`: as much is found and answered by words alone, so nobody is asked.
 * - `too_few`: there were too few questions to tell, so nobody is asked.
 */
export const MeaningVerdict = z.enum(['used', 'not_better', 'too_few'])
export type MeaningVerdict = z.infer<typeof MeaningVerdict>

/** How far an org is with it, and what it is good for there. */
export const Meaning = z.object({
  /** Who places; null: nobody, and nothing is sent for it. */
  provider: z.string().nullable(),
  /** How many pieces of articles are found. */
  chunks: z.number().int(),
  /** How many of them were placed, those included that the provider refuses. */
  placed: z.number().int(),
  refused: z.number().int(),
  /** Why it does not go on; it is tried again by itself. */
  problem: z.string().nullable(),
  triedAt: z.iso.datetime().nullable(),
  /** What came of that for all kinds of articles together; null before it was tried. */
  verdict: MeaningVerdict.nullable(),
  /** How many questions of a kind it takes to tell. */
  askedMin: z.number().int(),
  /** What the org's own questions found by words alone, and with meaning; empty before that was tried. */
  tried: z.array(
    z.object({
      kind: ArticleKind,
      verdict: MeaningVerdict,
      /** What a place in the ranking by meaning counts; 0: it is not used. */
      weight: z.number(),
      asked: z.number().int(),
      without: Figures,
      with: Figures,
      /** Whether it counts as evidence too; null where that was not tried. */
      evidence: MeaningEvidence.nullable(),
    }),
  ),
})
export type Meaning = z.infer<typeof Meaning>

/** What choosing a provider for it would send, and for about how much. */
export const MeaningEstimate = z.object({
  provider: z.string(),
  model: z.string(),
  /** Where it would go. */
  host: z.string(),
  /** That are published, internal ones too. */
  articles: z.number().int(),
  /** Those of them that only members may read. */
  internalArticles: z.number().int(),
  /** The pieces that they are found by. */
  chunks: z.number().int(),
  /** Of all pieces once; counted on some of them. */
  tokens: z.number().int(),
  /** Null: nobody knows the price of the model. */
  microUsd: z.number().nullable(),
})
export type MeaningEstimate = z.infer<typeof MeaningEstimate>

/**
 * - `used`: what is near was found beside what has the words.
 * - `not_better`, `too_few`: what came of the trial, so nobody was asked.
 * - `not_tried`: that is not known yet.
 * - `too_many`: more than the server holds in memory.
 * - `failed`, `slow`: the provider; the answer did not wait for it.
 */
export const MeaningOutcome = z.enum([...MeaningVerdict.options, 'not_tried', 'too_many', 'failed', 'slow'])
export type MeaningOutcome = z.infer<typeof MeaningOutcome>

/** Whether what is near was looked at for one question. */
export const MeaningUse = z.object({
  provider: z.string(),
  model: z.string(),
  outcome: MeaningOutcome,
  /** Of the provider, in words. */
  reason: z.string().nullable(),
  ms: z.number().int(),
})
export type MeaningUse = z.infer<typeof MeaningUse>
