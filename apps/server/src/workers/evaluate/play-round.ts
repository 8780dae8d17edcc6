import { hasPassed } from '@hilo/ai'
import { type Id, TOGETHER_MAX } from '@hilo/protocol'
import type { AnswerContext } from '../../answers/open-work.ts'
import { playTest } from '../../answers/play-test.ts'
import { sumReplies } from '../../domain/ai-call/sum.ts'
import type { PlacedVersion, TriedArticle } from '../../domain/chunk/as-if-published.ts'
import type { PlannedEvaluation } from '../../domain/evaluation/evaluation.ts'
import { isAsBegun } from '../../domain/evaluation/is-as-begun.ts'
import { type Play, savePlay } from '../../domain/evaluation/play.ts'
import { placeVersion } from '../../models/place-version.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'

/** So long one play follows the other, before the job is put back. */
const ROUND_MS = 10_000
/** So many plays of one evaluation are under way; contacts wait for the same models. */
const AT_ONCE = 2
/** Of more articles than this each search takes so long that the next would only wait for it. */
const ALONE_FROM = TOGETHER_MAX
/** After so many plays in a row that no provider served the others would tell as little, each after its wait. */
const UNSERVED_MAX = 10

/** Of each article that is tried. */
type Placed = readonly (PlacedVersion | null)[]

/** What one round leaves to the next. */
export type Held = {
  /** Where the words of articles stand; undefined: they are not placed yet. */
  placed: Placed | undefined
  /** The plays in a row, up to the last, that no provider served. */
  unserved: number
}

type Round = {
  context: WorkerContext
  answers: AnswerContext
  orgId: Id
  evaluation: PlannedEvaluation
  held: Held
  /** Ends when the evaluation does. */
  signal: AbortSignal
}

/** Whose words are tried, and where they stand. */
type Playing = Round & { articles: readonly TriedArticle[] }

/** Plays for some seconds what is left of an evaluation. @returns why it has to stop */
export async function playRound(round: Round, left: Play[]): Promise<string | null> {
  const { answers, orgId, evaluation, held, signal } = round
  if (held.placed === undefined) {
    const placed: (PlacedVersion | null)[] = []
    for (const tried of evaluation.articles) {
      const end = await placeVersion(answers, { orgId, tried }, signal)
      if (end.type === 'failed')
        return signal.aborted ? null : `An article could not be placed: ${end.reason}`
      placed.push(end.placed)
    }
    held.placed = placed
  }
  const { placed } = held
  const articles = evaluation.articles.map((tried, at) => ({ ...tried, placed: placed[at] ?? null }))
  return playAll({ ...round, articles }, left)
}

/** Takes plays from the list until it is empty or the round is over. @returns why it has to stop */
async function playAll(round: Playing, left: Play[]): Promise<string | null> {
  const until = Date.now() + ROUND_MS
  const atOnce = round.articles.length > ALONE_FROM ? 1 : AT_ONCE
  let problem: string | null = null
  const work = async () => {
    while (problem === null && Date.now() < until && !round.signal.aborted) {
      const play = left.shift()
      if (!play) return
      problem = (await playOnce(round, play)) ?? problem
      round.context.bus.publish({ type: 'evaluations', orgId: round.orgId })
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, work))
  const failed = ends.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return problem
}

/** @returns why the whole has to stop; null: it goes on */
async function playOnce(round: Playing, { caseId, nth }: Play): Promise<string | null> {
  const { context, answers: answering, orgId, evaluation, articles, held, signal } = round
  const { db } = context
  const test = evaluation.plan.find(({ id }) => id === caseId)
  if (!test) throw new Error('A play is of a case that is not planned.')
  const instructions = evaluation.words?.[test.inboxId ?? 'org']
  if (!instructions) return 'It was begun by an older Hilo: begin it again.'
  const asked = { orgId, test, nth, instructions, articles }
  const { turns, goal, messageIds, overBudget, unserved } = await playTest(answering, asked, signal)
  // What was given up says nothing.
  if (signal.aborted) return null
  if (overBudget !== null) return overBudget
  const spent = await db.withOrg(orgId, (tx) => sumReplies(tx, messageIds))
  const played = { caseId, nth, hasPassed: hasPassed(turns, goal), turns, goal, spent }
  const isTold = await persist(() =>
    db.withOrg(orgId, async (tx) => {
      if (!(await isAsBegun(tx, evaluation))) return false
      await savePlay(tx, evaluation.id, played)
      return true
    }),
  )
  if (!isTold) return 'What is tried was changed or published meanwhile: try it again as it is now.'
  held.unserved = unserved === null ? 0 : held.unserved + 1
  return held.unserved < UNSERVED_MAX
    ? null
    : `No provider served the last ${UNSERVED_MAX} plays: ${unserved} See AI providers, then evaluate again.`
}
