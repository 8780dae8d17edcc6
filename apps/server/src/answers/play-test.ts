import { type Instructions, type Playing, playCase, playGoal, type Unplayed, unplayed } from '@hilo/ai'
import {
  type Id,
  type ModelFault,
  newId,
  type PlayedAnswer,
  type PlayedGoal,
  type PlayedTurn,
  type TestWords,
} from '@hilo/protocol'
import type { Answer } from '../domain/ai-answer/answer.ts'
import type { TriedArticle } from '../domain/chunk/as-if-published.ts'
import { UNSERVED_FAULTS } from '../models/fault.ts'
import { answerQuestion } from './answer-question.ts'
import { ANSWER_MS, type AnswerContext } from './open-work.ts'
import { mayGoBetter, openContact } from './play-contact.ts'
import { openStandIns, type StandInBox } from './toolbox/stand-in.ts'

export type PlayTest = {
  orgId: Id
  test: Pick<TestWords, 'language' | 'inboxId' | 'standIns' | 'turns' | 'goal'>
  /** Which of the ways of saying something is taken: the first play is 0. */
  nth: number
  instructions: Instructions
  /** Whose words are tried, where those of articles are. */
  articles?: readonly TriedArticle[]
}

/** A play, with the answers as they came and the ids by which the ledger knows what they cost. */
export type PlayedTest = {
  turns: PlayedTurn[]
  /** Null where the contact says what is written. */
  goal: PlayedGoal | null
  answers: Answer[]
  messageIds: Id[]
  /** What of a budget had no room; null: there was room. */
  overBudget: string | null
  /** Why no provider served any of it; null: one did, or none was needed. */
  unserved: string | null
}

/** So long an article more that is tried may keep a search waiting, which is no fault of the answer. */
const LAID_MS = 30
const UNSERVED = new Set<ModelFault>(UNSERVED_FAULTS)
/** Who should have played the contact may only have stumbled. */
const GOAL_TRIES = 2
const NOBODY = {
  fault: 'not_configured' as const,
  reason: 'Only a model can play a contact with a goal: set a provider and enable it, under AI.',
}

/** A simulated contact talks to the org's answers, as they would be given; nothing is said to anybody. */
export async function playTest(
  context: AnswerContext,
  asked: PlayTest,
  signal: AbortSignal,
): Promise<PlayedTest> {
  const { goal, ...test } = asked.test
  if (goal) return playWithGoal(context, { ...asked, test: { ...test, goal } }, signal)
  const { answer, answers, messageIds } = await openAnswers(context, asked, signal)
  const turns = await playCase(test, { nth: asked.nth, answer })
  const ended = { overBudget: overBudgetIn(answers), unserved: unservedIn(answers) }
  return { turns, goal: null, answers, messageIds, ...ended }
}

type WithGoal = PlayTest & { test: { goal: NonNullable<TestWords['goal']> } }

/**
 * What the contact stumbled over is played once more; what both tries cost is told. A judge who failed was
 * asked again, about the same talk.
 */
async function playWithGoal(
  context: AnswerContext,
  asked: WithGoal,
  signal: AbortSignal,
): Promise<PlayedTest> {
  const { orgId, test, nth } = asked
  const answers: Answer[] = []
  const messageIds: Id[] = []
  if ((await context.models.modeOf(orgId)) === 'quoting')
    return {
      ...{ turns: [], goal: unplayed('contact', NOBODY), answers, messageIds },
      ...{ overBudget: null, unserved: null },
    }
  for (let left = GOAL_TRIES; ; left--) {
    const opened = await openAnswers(context, asked, signal)
    const contact = openContact(context, { orgId, test }, signal)
    const { turns, goal } = await playGoal(test, { nth, answer: opened.answer, ...contact })
    answers.push(...opened.answers)
    messageIds.push(...opened.messageIds, ...contact.messageIds)
    const { notPlayed } = goal
    const overBudget = notPlayed?.fault === 'budget' ? notPlayed.reason : overBudgetIn(answers)
    const isToRepeat = notPlayed?.by === 'contact' && mayGoBetter(notPlayed)
    if (!isToRepeat || overBudget !== null || left === 1 || signal.aborted)
      return {
        turns,
        goal,
        answers,
        messageIds,
        overBudget,
        unserved: unservedAs(notPlayed) ?? unservedIn(answers),
      }
  }
}

type Answering = { answer: Playing['answer']; answers: Answer[]; messageIds: Id[] }

async function openAnswers(
  context: AnswerContext,
  { orgId, test: { inboxId, standIns = [] }, instructions, articles = [] }: PlayTest,
  signal: AbortSignal,
): Promise<Answering> {
  const box = await openStandIns(context.db, { orgId, inboxId }, standIns)
  const answers: Answer[] = []
  const messageIds: Id[] = []
  return {
    answers,
    messageIds,
    async answer(said, language) {
      const messageId = newId()
      messageIds.push(messageId)
      const request = {
        ...{ orgId, inboxId, conversationId: null, messageId, turns: said, language },
        leftOpen: answers.filter(({ action }) => action === 'suggest').length,
        ...{ audiences: ['public'] as const, instructions, purpose: 'test' as const },
        ...{ toolbox: box.toolbox, tried: articles },
        ...heardIn(said, box),
      }
      const patience = AbortSignal.timeout(ANSWER_MS + articles.length * LAID_MS)
      const answer = await answerQuestion(context, request, AbortSignal.any([signal, patience]))
      answers.push(answer)
      return playedOf(answer, box)
    },
  }
}

function playedOf(answer: Answer, box: StandInBox): PlayedAnswer {
  const { action, text, reason, citations, trace, choices = [] } = answer
  const { language, ms } = trace
  return {
    ...{ action, text, reason, citations: [...citations], language, ms, calls: box.take() },
    ...(choices.length > 0 && { choices: choices.map(({ title }) => title) }),
  }
}

/** What a tool asked may be answered by the last words of the contact. */
function heardIn(said: readonly { from: 'contact' | 'us'; text: string }[], box: StandInBox) {
  const last = said.slice(said.findLastIndex(({ from }) => from === 'us') + 1)
  const heard = box.hear(last.map(({ text }) => text).join('\n'))
  return heard ? { heard } : {}
}

/** Some of a talk may need no provider; what one did serve tells something. */
function unservedIn(answers: readonly Answer[]): string | null {
  const faults = answers.map(({ trace }) => unservedAs(trace.fault))
  return faults.every((reason) => reason !== null) ? (faults.at(-1) ?? null) : null
}

function unservedAs(fault: Pick<Unplayed, 'fault' | 'reason'> | null): string | null {
  return fault && UNSERVED.has(fault.fault) ? fault.reason : null
}

function overBudgetIn(answers: readonly Answer[]): string | null {
  return answers.find(({ trace }) => trace.fault?.fault === 'budget')?.trace.fault?.reason ?? null
}
