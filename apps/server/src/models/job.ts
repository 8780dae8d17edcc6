import type { Id } from '@hilo/protocol'
import type { Egress } from '@hilo/runtime'
import type { Database } from '../db/database.ts'
import type { CallPlace } from '../domain/ai-call/open.ts'

/** Takes out of a text what must not leave the house. */
export type Redact = (text: string) => string

/** How long is waited, in milliseconds. */
export type Patience = {
  /** For the first word. */
  firstMs: number
  /** For the whole of one call. */
  callMs: number
  /** For all calls of one request together. */
  allMs: number
  /** For what is said in a recording: nobody waits for each word of it. */
  hearMs: number
}

/** What the calls of one piece of work need, and what they belong to. */
export type Job = {
  db: Database
  egress: Egress
  redact: Redact
  patience: Patience
  log: { error(fields: Record<string, unknown>, message: string): void }
  orgId: Id
  place: CallPlace
}
