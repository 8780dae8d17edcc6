import { z } from 'zod'

/** How deep calls may be nested: a run that a contact began has depth 0. */
export const CALL_DEPTH_MAX = 5

/** Why a call has no result. */
export const CallFailure = z.object({
  /** `invalid`: the input, the output or the configuration does not fit the backend that was called. */
  reason: z.enum(['unknown', 'too_deep', 'invalid', 'failed', 'cancelled']),
  message: z.string(),
})
export type CallFailure = z.infer<typeof CallFailure>

/** The words of an interrupt as another process looks for them; a built-in has its own where there are none. */
export const OuterInterrupt = z.object({
  name: z.string(),
  match: z.array(z.union([z.string(), z.object({ source: z.string(), flags: z.string() })])).optional(),
})
export type OuterInterrupt = z.infer<typeof OuterInterrupt>

/** The interrupts of those that wait for a called run: of the one that called it first, then outwards. */
export const OuterInterrupts = z.array(z.array(OuterInterrupt))
export type OuterInterrupts = z.infer<typeof OuterInterrupts>

/** A message to a called run that is an interrupt of one that waits for it. */
export const OuterWord = z.object({
  name: z.string(),
  heard: z.string(),
  messageId: z.string(),
  seq: z.number().int(),
  /** 0: of the one that called; 1: of the one that called that; and so on. */
  outwards: z.number().int(),
})
export type OuterWord = z.infer<typeof OuterWord>

/** What a run that was called came to; `run` is missing when none was begun. */
export type Returned = ({ ok: unknown } | { error: CallFailure }) & {
  /** It was cancelled because of this word; the call begins anew when the one that listens for it goes on. */
  interrupt?: OuterWord
  run?: {
    id: string
    /** It waited for something: else the two turns around it are one to the contact. */
    waited: boolean
    /** The messages after the first and up to the second were for it. */
    fromSeq: number
    readSeq: number
    /** When it ended, in ms. */
    at: number
  }
}

/** What a run that was called is told besides. */
export const Called = z.object({
  input: z.unknown(),
  depth: z.number().int(),
  /** The message that began the conversation's first run was read, or left to people. */
  isOpeningGone: z.boolean(),
  outer: OuterInterrupts.optional(),
  /** Unread messages that were interrupts before the call: they are no answers. */
  handled: z.array(z.number().int()).optional(),
})
export type Called = z.infer<typeof Called>
