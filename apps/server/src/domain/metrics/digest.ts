/**
 * Runs put together into what their metrics are made of, in a form that can be put together again: a day's
 * runs are digested once, and the digests of many days are one.
 */
import type { Put, RunFacts } from './facts.ts'
import { addTo, type Histogram, mergeInto } from './histogram.ts'
import { isAbandoned, standsOf } from './stops.ts'
import { groupWordings, type Wording } from './wordings.ts'

/** Raised when digests are made in another way: those that are kept are then made anew. */
export const DIGEST_FORM = 1

export type Digest = {
  form: number
  runs: {
    started: number
    done: number
    failed: number
    cancelled: number
    handedOff: number
    abandoned: number
  }
  doneMs: Histogram
  /** By what they say; an end without an outcome is the empty one. */
  outcomes: Counts
  failures: Counts
  reasons: Counts
  questions: QuestionDigest[]
  steps: Record<string, StepDigest>
}

type Counts = Record<string, number>

export type QuestionDigest = {
  name: string
  wordings: Wording[]
  reached: number
  answered: number
  asked: number
  refused: number
  abandoned: number
  /** The sum of the places at which the runs first met it. */
  places: number
  answerMs: Histogram
  /** By `StopReason`. */
  stopped: Counts
}

type StepDigest = { count: number; runs: number; ms: Histogram; attempts: Histogram }

/** What a question is known by. */
type Said = Pick<Put, 'kind' | 'position' | 'text'>

/** Rarer ones are left out: a list of thousands is none. */
const SAID_MAX = 200
/** Beyond these a wording is what its place is. */
const WORDINGS_MAX = 1_000

/** Which question a wording is, by what is known of the wordings; -1 when it is none of them. */
export function questionsBy(groups: readonly (readonly Wording[])[]): (put: Said) => number {
  const byText = new Map<string, number>()
  const byPlace = new Map<string, number>()
  groups.forEach((wordings, question) => {
    for (const { text, kind, position } of wordings) {
      if (!byText.has(text)) byText.set(text, question)
      const place = `${kind} ${position}`
      if (!byPlace.has(place)) byPlace.set(place, question)
    }
  })
  // `chat.ask()` has no words: it reads a message, and asks for none. A rare wording is what its place is.
  return ({ text, kind, position }) =>
    text === '' ? -1 : (byText.get(text) ?? byPlace.get(`${kind} ${position}`) ?? -1)
}

/** @param before what waits for an answer since earlier is abandoned, in ms. */
export function digestOf(runs: readonly RunFacts[], before: number): Digest {
  const groups = groupsOf(wordingsOf(runs))
  const digest: Digest = { ...emptyDigest(), questions: groups.map(emptyQuestion) }
  const questions = questionsBy(groups.map(({ wordings }) => wordings))
  for (const run of runs) {
    countRun(digest, run)
    let abandoned = false
    for (const stand of standsOf(run, questions)) {
      const question = digest.questions[stand.question] as QuestionDigest
      const left = isAbandoned(stand, before)
      abandoned ||= left
      countStand(question, stand, left)
    }
    if (abandoned) digest.runs.abandoned++
    countSteps(digest.steps, run)
  }
  for (const name of ['outcomes', 'failures', 'reasons'] as const) {
    digest[name] = mostOf(digest[name], (count) => count)
  }
  digest.steps = mostOf(digest.steps, ({ count }) => count)
  return digest
}

/** Several as one. Questions are known by their wordings. */
export function mergeDigests(digests: readonly Digest[]): Digest {
  const all = emptyDigest()
  const parts = digests.flatMap(({ questions }) => questions)
  const groups = groupsOf(parts.flatMap(({ wordings }) => wordings))
  all.questions = groups.map(emptyQuestion)
  const questions = questionsBy(groups.map(({ wordings }) => wordings))
  for (const part of parts) {
    const [wording] = part.wordings
    const question = wording && all.questions[questions(wording)]
    if (question) mergeQuestion(question, part)
  }
  for (const { runs, doneMs, outcomes, failures, reasons, steps } of digests) {
    addCounts(all.runs, runs)
    mergeInto(all.doneMs, doneMs)
    addCounts(all.outcomes, outcomes)
    addCounts(all.failures, failures)
    addCounts(all.reasons, reasons)
    for (const [name, step] of Object.entries(steps)) mergeStep(stepOf(all.steps, name), step)
  }
  return all
}

function emptyDigest(): Digest {
  const runs = { started: 0, done: 0, failed: 0, cancelled: 0, handedOff: 0, abandoned: 0 }
  const none = () => Object.create(null)
  return {
    ...{ form: DIGEST_FORM, runs, doneMs: {}, outcomes: none(), failures: none(), reasons: none() },
    ...{ questions: [], steps: none() },
  }
}

type Group = { name: string; wordings: Wording[] }

function emptyQuestion({ name, wordings }: Group): QuestionDigest {
  return {
    ...{ name, wordings, reached: 0, answered: 0, asked: 0, refused: 0, abandoned: 0, places: 0 },
    ...{ answerMs: {}, stopped: {} },
  }
}

function wordingsOf(runs: readonly RunFacts[]): Wording[] {
  const puts = runs.flatMap(({ puts }) => puts).filter(({ text }) => text !== '')
  return puts.map(({ kind, position, text }) => ({ kind, position, text, count: 1 }))
}

/** The most frequent wordings, in groups. */
function groupsOf(wordings: readonly Wording[]): Group[] {
  const sorted = mostFrequent(wordings)
  const { questions, labels } = groupWordings(sorted)
  return labels.map(({ name }, question) => ({
    name,
    wordings: sorted.filter((_, index) => questions[index] === question).slice(0, SAID_MAX),
  }))
}

function mostFrequent(wordings: readonly Wording[]): Wording[] {
  const known = new Map<string, Wording>()
  for (const wording of wordings) {
    const key = `${wording.kind} ${wording.position} ${wording.text}`
    known.set(key, { ...wording, count: wording.count + (known.get(key)?.count ?? 0) })
  }
  return [...known.values()].toSorted((a, b) => b.count - a.count).slice(0, WORDINGS_MAX)
}

function countRun(digest: Digest, { status, startedAt, endedAt, outcome, failure, reason }: RunFacts): void {
  const { runs } = digest
  runs.started++
  if (status === 'done' || status === 'failed' || status === 'cancelled') runs[status]++
  if (status === 'done') {
    if (endedAt !== null) addTo(digest.doneMs, endedAt - startedAt)
    count(digest.outcomes, outcome ?? '')
  }
  if (failure !== null) count(digest.failures, failure)
  if (reason === null) return
  runs.handedOff++
  count(digest.reasons, reason)
}

function countStand(
  question: QuestionDigest,
  { asked, refused, place, last, stopped }: ReturnType<typeof standsOf>[number],
  left: boolean,
): void {
  question.reached++
  question.asked += asked
  question.refused += refused
  question.places += place
  if (left) question.abandoned++
  if (stopped) question.stopped[stopped] = (question.stopped[stopped] ?? 0) + 1
  if (last.answeredAt === null) return
  question.answered++
  addTo(question.answerMs, last.answeredAt - last.askedAt)
}

function countSteps(steps: Digest['steps'], run: RunFacts): void {
  for (const { name, ms, attempts } of run.steps) {
    const step = stepOf(steps, name)
    step.count++
    step.attempts[attempts] = (step.attempts[attempts] ?? 0) + 1
    if (ms !== null) addTo(step.ms, ms)
  }
  for (const name of new Set(run.steps.map((step) => step.name))) stepOf(steps, name).runs++
}

function stepOf(steps: Digest['steps'], name: string): StepDigest {
  steps[name] ??= { count: 0, runs: 0, ms: {}, attempts: {} }
  return steps[name]
}

function mergeStep(step: StepDigest, other: StepDigest): void {
  step.count += other.count
  step.runs += other.runs
  mergeInto(step.ms, other.ms)
  mergeInto(step.attempts, other.attempts)
}

function mergeQuestion(question: QuestionDigest, other: QuestionDigest): void {
  for (const key of ['reached', 'answered', 'asked', 'refused', 'abandoned', 'places'] as const) {
    question[key] += other[key]
  }
  mergeInto(question.answerMs, other.answerMs)
  addCounts(question.stopped, other.stopped)
}

function count(counts: Counts, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1
}

function addCounts(counts: Counts, others: Counts): void {
  for (const [what, more] of Object.entries(others)) counts[what] = (counts[what] ?? 0) + more
}

function mostOf<T>(all: Record<string, T>, countOf: (value: T) => number): Record<string, T> {
  const most = Object.entries(all).toSorted((a, b) => countOf(b[1]) - countOf(a[1]))
  return Object.assign(Object.create(null), Object.fromEntries(most.slice(0, SAID_MAX)))
}
