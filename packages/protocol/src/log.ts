import { z } from 'zod'
import { Id } from './id.ts'

/** The execution log: what happened while micro-backends ran, for people who look for a reason. */

export const Severity = z.enum(['info', 'warn', 'error'])
export type Severity = z.infer<typeof Severity>

export const LogSource = z.enum(['backend', 'delivery', 'webhook', 'run', 'system'])
export type LogSource = z.infer<typeof LogSource>

export const LogEntry = z.object({
  id: Id,
  at: z.string(),
  severity: Severity,
  source: LogSource,
  /** What happened, such as `run.failed`: the thing and the past tense. */
  kind: z.string(),
  text: z.string(),
  /** Whatever else is known; null for nothing. */
  data: z.unknown(),
  conversationId: Id.nullable(),
  runId: Id.nullable(),
  /**
   * Whose conversation it is about, by the name of today: for members. A program with an API key gets null,
   * as it does for an entry about no conversation.
   */
  contact: z.object({ id: Id, name: z.string().nullable() }).nullable(),
  backend: z.object({ id: Id, name: z.string(), version: z.string().nullable() }).nullable(),
})
export type LogEntry = z.infer<typeof LogEntry>
