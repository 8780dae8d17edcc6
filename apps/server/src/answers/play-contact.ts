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
import { type AiPurpose, type ContactGoal, type Id, newId, type TestWords } from '@hilo/protocol'
import { askValue } from '../models/ask-value.ts'
import type { AnswerContext } from './open-work.ts'

type Played = { orgId: Id; test: Pick<TestWords, 'language' | 'inboxId'> & { goal: ContactGoal } }

/** Who plays the contact of a test, and judges at its end whether they got what they wanted. */
export type ContactPlayer = {
  write(said: readonly SaidTurn[]): Promise<ContactWords | Unplayed>
  judge(said: readonly SaidTurn[]): Promise<readonly Unmet[] | Unplayed>
  /** By which the ledger knows what it cost. */
  messageIds: readonly Id[]
}

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
  return {
    messageIds,
    write: (said) => ask('test', contactRequest({ goal, language }, said), readContact),
    judge: (said) =>
      ask('verify', judgeGoalRequest(contentWhen, said), (value) => readGoalJudgement(value, contentWhen)),
  }
}
