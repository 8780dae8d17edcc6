import {
  type ContactWords,
  contactRequest,
  type GenRequest,
  judgeGoalRequest,
  readContact,
  readGoalJudgement,
  type SaidTurn,
  type Unmet,
  type Unplayed,
} from '@hilo/ai'
import {
  type AiPurpose,
  type ContactGoal,
  type Id,
  type ModelFault,
  newId,
  type TestWords,
} from '@hilo/protocol'
import { askValue } from '../models/ask-value.ts'
import { PASSING_FAULTS } from '../models/fault.ts'
import type { AnswerContext } from './open-work.ts'

type Played = { orgId: Id; test: Pick<TestWords, 'language' | 'inboxId'> & { goal: ContactGoal } }

/** Who plays the contact of a test, and judges at its end whether they got what they wanted. */
export type ContactPlayer = {
  write(said: readonly SaidTurn[]): Promise<ContactWords | Unplayed>
  judge(said: readonly SaidTurn[]): Promise<readonly Unmet[] | Unplayed>
  /** By which the ledger knows what it cost. */
  messageIds: readonly Id[]
}

/** What may be over in a while, and what a model may say better when it is asked anew. */
const WORTH_ANOTHER = new Set<ModelFault>([...PASSING_FAULTS, 'cut', 'garbled', 'empty'])
const OTHER_SHAPE: Unplayed = { fault: 'garbled', reason: 'What was written has another shape.' }

/**
 * The org's own model, within its budgets and behind the redactor, as who answers is. It is shown what the
 * contact knows and what was said: no article, and no instructions.
 */
export function openContact(
  { models }: Pick<AnswerContext, 'models'>,
  { orgId, test: { goal, language, inboxId } }: Played,
  signal: AbortSignal,
): ContactPlayer {
  const messageIds: Id[] = []
  const ask = async <T>(
    purpose: AiPurpose,
    request: GenRequest,
    read: (value: unknown) => T | null,
  ): Promise<T | Unplayed> => {
    // Each under an id of its own, as an answer is: the budget of a reply is for one.
    const messageId = newId()
    messageIds.push(messageId)
    const place = { purpose, inboxId, conversationId: null, messageId }
    const end = await askValue({ models, orgId, place }, request, signal)
    return 'fault' in end ? end : (read(end.value) ?? OTHER_SHAPE)
  }
  const { contentWhen } = goal
  const judge = (said: readonly SaidTurn[]) =>
    ask('verify', judgeGoalRequest(contentWhen, said), (value) => readGoalJudgement(value, contentWhen))
  return {
    messageIds,
    write: (said) => ask('test', contactRequest({ goal, language }, said), readContact),
    // The talk stands: it need not be held, and paid, again.
    async judge(said) {
      const end = await judge(said)
      return 'fault' in end && mayGoBetter(end) && !signal.aborted ? judge(said) : end
    },
  }
}

/** Whether it may go better when it is tried once more, and nobody has to do anything before. */
export function mayGoBetter({ fault }: Pick<Unplayed, 'fault'>): boolean {
  return WORTH_ANOTHER.has(fault)
}
