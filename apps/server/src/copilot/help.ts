import type { CopilotEvent, CopilotFault, CopilotResult, CopilotTask, Id } from '@hilo/protocol'
import type { AnswerContext } from '../answers/answer-question.ts'
import type { Asker } from '../models/ask-value.ts'

export type Task<Name extends CopilotTask['task']> = Extract<CopilotTask, { task: Name }>
export type Helping = AsyncGenerator<CopilotEvent>

/** A member who is helped in one conversation. */
export type Help = AnswerContext & {
  orgId: Id
  conversationId: Id
  inboxId: Id
  /** Of the org. */
  locale: string
  /** What is known of the contact; null when nothing is. */
  contactLocale: string | null
  asker: Asker
  /** Ends when the member gives up. */
  signal: AbortSignal
}

const NOTHING: CopilotResult = {
  ...{ text: '', language: null, sources: [], isInternal: false, mode: null, handoff: null },
  ...{ lost: [], added: [], heard: [], tags: [] },
}

export function done(result: Partial<CopilotResult>): CopilotEvent {
  return { type: 'done', ...NOTHING, ...result }
}

export function failed(fault: CopilotFault, message: string): CopilotEvent {
  return { type: 'failed', fault, message }
}
