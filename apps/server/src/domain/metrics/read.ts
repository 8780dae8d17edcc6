import { type BackendMetrics, type QuestionMetrics, type StepMetrics, StopReason } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { readDigest } from './days.ts'
import type { Digest, QuestionDigest } from './digest.ts'
import { bucketAt, type Histogram, quantileOf } from './histogram.ts'
import { type PeriodAsk, periodOf, versionsOf } from './scope.ts'

const HOUR_MS = 3_600_000
const SHOWN_MAX = 20
const STEPS_MAX = 50
const QUESTIONS_MAX = 100

type Ask = PeriodAsk & {
  version?: string | undefined
  abandonedAfterHours: number
  forMs?: number | undefined
}

/**
 * What became of the runs of a backend that began in a period.
 *
 * @throws AppError `not_found` for an unknown backend or version; `invalid_request` for a period that is too
 * long or ends before it begins.
 */
export async function readMetrics(tx: OrgTx, name: string, ask: Ask): Promise<BackendMetrics> {
  const found = await versionsOf(tx, name, ask.version)
  const { from, to, ...period } = await periodOf(tx, ask)
  const { since, until, timeZone } = period
  const before = abandonedBefore(ask.abandonedAfterHours)
  const scope = { ...found, since, until, timeZone }
  const { digest, counting } = await readDigest(tx, scope, { before, forMs: ask.forMs })
  const { started, done, failed, cancelled, handedOff, abandoned } = digest.runs
  return {
    ...{ backendId: found.backendId, version: ask.version?.slice(0, 8) ?? null, from, to, timeZone },
    ...{ since: since.toISOString(), until: until.toISOString(), counting },
    runs: { started, done, failed, cancelled, open: started - done - failed - cancelled },
    ...{ doneMs: quantileOf(digest.doneMs, 0.5), handedOff, abandoned },
    outcomes: most(digest.outcomes).map(([outcome, runs]) => ({ outcome: outcome || null, runs })),
    handoffs: most(digest.reasons).map(([reason, runs]) => ({ reason, runs })),
    failures: most(digest.failures).map(([code, runs]) => ({ code, runs })),
    questions: questionsOf(digest),
    steps: stepsOf(digest),
  }
}

/** Since when a question has to wait for its answer to be abandoned, in ms. */
export function abandonedBefore(hours: number): number {
  return Date.now() - hours * HOUR_MS
}

function most(counts: Record<string, number>): [string, number][] {
  return Object.entries(counts)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, SHOWN_MAX)
}

/** In the order in which they are met: by the mean of their places among the questions of a run. */
function questionsOf({ questions }: Digest): QuestionMetrics[] {
  const placeOf = ({ places, reached }: QuestionDigest) => places / Math.max(reached, 1)
  return questions
    .filter(({ reached }) => reached > 0)
    .toSorted((a, b) => b.reached - a.reached)
    .slice(0, QUESTIONS_MAX)
    .toSorted((a, b) => placeOf(a) - placeOf(b) || b.reached - a.reached)
    .map(({ places: _, answerMs, stopped, wordings, ...question }) => ({
      ...question,
      ...{ wordings: new Set(wordings.map(({ text }) => text)).size, answerMs: quantileOf(answerMs, 0.5) },
      stopped: Object.fromEntries(StopReason.options.map((stop) => [stop, stopped[stop] ?? 0])) as Stopped,
    }))
}

type Stopped = QuestionMetrics['stopped']

function stepsOf({ steps }: Digest): StepMetrics[] {
  return Object.entries(steps)
    .toSorted(([, a], [, b]) => b.count - a.count)
    .slice(0, STEPS_MAX)
    .map(([name, { count, runs, ms, attempts }]) => ({
      ...{ name, count, runs, medianMs: quantileOf(ms, 0.5), p95Ms: quantileOf(ms, 0.95) },
      attempts: attemptsOf(attempts),
    }))
}

/** Numbers of attempts are counted one by one. */
function attemptsOf(counts: Histogram): StepMetrics['attempts'] {
  const at = (part: number) => bucketAt(counts, part) ?? 0
  return { median: at(0.5), p95: at(0.95), most: at(1) }
}
