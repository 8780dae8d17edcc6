import type { CopilotEvent, CopilotFault, CopilotResult, CopilotTask, Id } from '@hilo/protocol'
import type { Database } from '../db/database.ts'
import type { Asker } from '../models/ask-value.ts'
import type { Models } from '../models/models.ts'

/** What helping a member needs of the server. */
export type CopilotContext = { db: Database; models: Models }

export type Task<Name extends CopilotTask['task']> = Extract<CopilotTask, { task: Name }>
export type Helping = AsyncGenerator<CopilotEvent>

/** A member who is helped in one conversation. */
export type Help = CopilotContext & {
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
  ...{ lost: [], added: [], tags: [] },
}

export function done(result: Partial<CopilotResult>): CopilotEvent {
  return { type: 'done', ...NOTHING, ...result }
}

export function failed(fault: CopilotFault, message: string): CopilotEvent {
  return { type: 'failed', fault, message }
}
