import type { Id } from '@hilo/protocol'
import { extendAnswer } from '../../domain/ai-answer/plant.ts'
import type { ClaimedJob } from '../../domain/job/claim.ts'
import { createQuietTimers } from '../quiet-timers.ts'
import { type AnswerDesk, answerContact } from './answer.ts'

/** Answers contacts once they are quiet. */
export type Answering = {
  /** A message was stored that is due so soon. */
  expect(orgId: Id, conversationId: Id, inMs: number): void
  /** Answers what a claimed job is about, and looks again when there is more. */
  answer(claimed: ClaimedJob): Promise<void>
  active(): number
  /** Takes nothing up any more; what is under way is left to the next start, and nobody is told anything. */
  stop(): void
}

type Place = { orgId: Id; conversationId: Id }

/** `due` claims what is due in a conversation, and answers it. */
export function createAnswering(
  desk: Omit<AnswerDesk, 'stopping'>,
  due: (orgId: Id, conversationId: Id) => Promise<unknown>,
): Answering {
  const { db, bus, log } = desk.context
  const stopping = new AbortController()
  let active = 0
  const timers = createQuietTimers<Place>({
    bus,
    onQuiet: ({ orgId, conversationId }) => due(orgId, conversationId),
    onTyping: (place) => extendAnswer(db, place),
    onError: (place, error) => log.warn({ ...place, error: String(error) }, 'a quiet contact was missed'),
  })
  const expect = (orgId: Id, conversationId: Id, inMs: number) => {
    if (!stopping.signal.aborted) timers.arm(conversationId, { orgId, conversationId }, inMs)
  }
  return {
    expect,
    active: () => active,
    async answer(claimed) {
      active++
      try {
        const inMs = await answerContact({ ...desk, stopping: stopping.signal }, claimed)
        if (inMs !== null) expect(claimed.orgId, claimed.id, inMs)
      } finally {
        active--
      }
    },
    stop() {
      timers.stop()
      stopping.abort()
    },
  }
}
