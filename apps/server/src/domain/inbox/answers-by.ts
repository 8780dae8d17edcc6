import type { AnswersBy, Id } from '@hilo/protocol'

/** Who answers in an inbox, as its row says it: a micro-backend, AI, or people alone. */
export function answersBy({ backendId, aiAnswers }: { backendId: Id | null; aiAnswers: boolean }): AnswersBy {
  if (backendId) return 'backend'
  return aiAnswers ? 'ai' : 'people'
}

/**
 * Whether AI answers from now on, by what a client says. One that does not say it keeps what was, unless it
 * names a micro-backend.
 */
export function willAiAnswer(
  { backendId, answersBy: by }: { backendId: Id | null; answersBy?: AnswersBy | undefined },
  before: boolean,
): boolean {
  if (backendId !== null) return false
  return by === undefined ? before : by === 'ai'
}
