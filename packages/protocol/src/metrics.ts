import { z } from 'zod'
import { Id } from './id.ts'

/** The words of what is counted of the runs of a micro-backend; the contract is in `api/metrics.ts`. */

/** How many days a period has at most. */
export const METRICS_DAYS_MAX = 92

const Count = z.number().int()

/** A length of time in milliseconds; null when there is nothing to take it from. */
const Ms = z.number().nullable()

/**
 * Where runs are that did not go on after a question.
 *
 * - `waiting`: for the answer.
 * - `handed_off`: people hold the conversation.
 * - `failed`, `cancelled`: ended so before another question, whether this one was answered or not.
 * - `timed_out`: the question's time ran out; what the code did then may be another question.
 * - `ended`: the run is done, and the question was not answered.
 */
export const StopReason = z.enum(['waiting', 'handed_off', 'failed', 'cancelled', 'timed_out', 'ended'])
export type StopReason = z.infer<typeof StopReason>

/** The same, and those of `waiting` and `timed_out` that count as abandoned. */
export const Stopped = z.enum([...StopReason.options, 'abandoned'])
export type Stopped = z.infer<typeof Stopped>

/**
 * A question of the funnel. A run counts once, by the last time the question was put to it: a loop that asks
 * five times, and a question that comes again after a checkpoint, is one question.
 */
export const QuestionMetrics = z.object({
  /** Its first words, as most runs had them. */
  name: z.string(),
  /** How many wordings were put together: those at the same place with most of their words in common. */
  wordings: Count,
  /** Runs it was put to, and runs that answered it. */
  reached: Count,
  answered: Count,
  /** How often it was put, and how many answers were refused. */
  asked: Count,
  refused: Count,
  /** Median, from the question to the answer that was accepted. Medians are right within one percent. */
  answerMs: Ms,
  /** Runs that wait for the answer longer than the time that was asked for, or whose time ran out. */
  abandoned: Count,
  stopped: z.record(StopReason, Count),
})
export type QuestionMetrics = z.infer<typeof QuestionMetrics>

export const StepMetrics = z.object({
  name: z.string(),
  /** How often it was recorded, and in how many runs. */
  count: Count,
  runs: Count,
  /** Of the attempt that was recorded. */
  medianMs: Ms,
  p95Ms: Ms,
  /** How many attempts it took. */
  attempts: z.object({ median: Count, p95: Count, most: Count }),
})
export type StepMetrics = z.infer<typeof StepMetrics>

/** What became of the runs that began in a period. Days are those of the org's time zone. */
export const BackendMetrics = z.object({
  backendId: Id,
  /** The first eight characters of the hash that was asked for; null: all versions. */
  version: z.string().nullable(),
  from: z.iso.date(),
  to: z.iso.date(),
  timeZone: z.string(),
  /** The same period as moments: from `since` up to `until`. */
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  /** How many of the days with runs are in these figures; null when all of them are. */
  counting: z.object({ days: Count, of: Count }).nullable(),
  /** Of the runs that began in the period; `open` are running or waiting. */
  runs: z.object({ started: Count, done: Count, failed: Count, cancelled: Count, open: Count }),
  /** Median, from the beginning to the end, of those that are done. */
  doneMs: Ms,
  /** How they ended, the most frequent first; null: without an outcome. */
  outcomes: z.array(z.object({ outcome: z.string().nullable(), runs: Count })),
  /** Runs whose code gave the conversation to people. */
  handedOff: Count,
  /** The last reason of each, the most frequent first. */
  handoffs: z.array(z.object({ reason: z.string(), runs: Count })),
  /** Codes of failures, the most frequent first. */
  failures: z.array(z.object({ code: z.string(), runs: Count })),
  /** Runs that were abandoned at a question. */
  abandoned: Count,
  /** In the order in which they are met. */
  questions: z.array(QuestionMetrics),
  /** The most frequent first. */
  steps: z.array(StepMetrics),
})
export type BackendMetrics = z.infer<typeof BackendMetrics>
