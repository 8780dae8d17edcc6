import { z } from 'zod'
import { ChannelType } from './conversation.ts'
import { Id } from './id.ts'
import { Purpose } from './permission.ts'
import { WindowOpening } from './window.ts'

/** Whether a message could be sent now, why, until when and for how much. */

export const Price = z.object({
  /** Of one message; 0 only where the platform asks for nothing. */
  amount: z.number(),
  /** ISO 4217. */
  currency: z.string(),
  /** The price list's first day. */
  listedFrom: z.string(),
})
export type Price = z.infer<typeof Price>

/**
 * By which rule it is deliverable, or is not. `human_agent`: a person may answer for seven days.
 * `conversation_closed`: it has to be reopened first. `thread_held`: another app has the conversation.
 */
export const PreflightRule = z.enum([
  'no_window',
  'open_window',
  'human_agent',
  'template',
  'conversation_closed',
  'thread_held',
  'window_closed',
  'opted_out',
  'opt_in_missing',
])
export type PreflightRule = z.infer<typeof PreflightRule>

/** What may be done instead. `human_agent`: Meta has to grant the app that permission first. */
export const Alternative = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['template', 'human_agent', 'opt_in', 'reopen', 'take_thread', 'wait']) }),
  z.object({ type: z.literal('other_channel'), conversationId: Id, channel: ChannelType }),
])
export type Alternative = z.infer<typeof Alternative>

export const Preflight = z.object({
  isDeliverable: z.boolean(),
  rule: PreflightRule,
  /** When that ends; null where nothing ends it, or where it is not deliverable. */
  until: z.string().nullable(),
  /** What the contact did that opened the window last, open or not; null where there is none, or not known. */
  windowOpenedBy: WindowOpening.nullable(),
  /** Why it is not deliverable and what to do; null when it is. */
  reason: z.string().nullable(),
  /** What the message would be for. */
  purpose: Purpose,
  /** Null: not known. */
  price: Price.nullable(),
  /** The best first; empty when it is deliverable. */
  alternatives: z.array(Alternative),
})
export type Preflight = z.infer<typeof Preflight>
