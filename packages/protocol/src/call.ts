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

/** What a run that was called came to; `run` is missing when none was begun. */
export type Returned = ({ ok: unknown } | { error: CallFailure }) & {
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
})
export type Called = z.infer<typeof Called>
