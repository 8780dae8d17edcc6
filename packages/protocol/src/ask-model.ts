import { z } from 'zod'
import { MODEL_FAULTS } from './model-fault.ts'

/** What the code of a backend lets a model do, which the host does for it: `chat.ai`. */

/**
 * Why a model gave code no result: a fault of the call itself, or
 * - `invalid`: twice it gave what does not fit.
 * - `no_text`: the contact wrote no words that it could read.
 */
export const AiFault = z.enum([...MODEL_FAULTS, 'invalid', 'no_text'])
export type AiFault = z.infer<typeof AiFault>

export const AiLabel = z.object({
  label: z.string(),
  /** When it is meant, in words; null where its name says it. */
  meaning: z.string().nullable(),
})
export type AiLabel = z.infer<typeof AiLabel>

const Reading = {
  /** The text that is read; null: what the contact wrote last. */
  of: z.string().nullable(),
  /** Of the second try: what was wrong with the first. */
  wrong: z.object({ value: z.unknown(), issues: z.string() }).nullable(),
}

/** Where the words of a reply are from. */
export const AiCitation = z.object({
  articleId: z.string(),
  version: z.number().int(),
  title: z.string(),
  quote: z.string(),
})
export type AiCitation = z.infer<typeof AiCitation>

/** What the org's knowledge has for a contact; `reason` is one of `HandoffReason`. */
export const AiReply = z.discriminatedUnion('action', [
  z.object({
    action: z.enum(['answer', 'clarify', 'suggest']),
    text: z.string(),
    citations: z.array(AiCitation),
  }),
  /** `summary`: for members. */
  z.object({ action: z.literal('handoff'), reason: z.string(), summary: z.string().nullable() }),
])
export type AiReply = z.infer<typeof AiReply>

/**
 * What is asked. The answer to `extract` is a value of its schema, to `classify` a label or null, to
 * `reply` an `AiReply`.
 */
export const AiAsked = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('extract'), ...Reading, schema: z.record(z.string(), z.unknown()) }),
  z.object({ kind: z.literal('classify'), ...Reading, labels: z.array(AiLabel) }),
  z.object({ kind: z.literal('reply'), ...Reading }),
])
export type AiAsked = z.infer<typeof AiAsked>

/** `ask` is a number of the code's own; of code elsewhere the same whenever the turn is posted. */
export const AskModelFrame = z.object({
  type: z.literal('ask_model'),
  ask: z.number().int(),
  turn: z.number().int(),
  asked: AiAsked,
})
export type AskModelFrame = z.infer<typeof AskModelFrame>

export const ModelAnsweredFrame = z.object({
  type: z.literal('model_answered'),
  ask: z.number().int(),
  value: z.unknown(),
})

export const ModelFailedFrame = z.object({
  type: z.literal('model_failed'),
  ask: z.number().int(),
  fault: AiFault,
  message: z.string(),
})

/** What code elsewhere is told of a question to a model, in the next POST of the same turn. */
export type ModelAnswer =
  | { readonly ask: number; readonly value: unknown }
  | { readonly ask: number; readonly fault: AiFault; readonly message: string }

/** The value of an entry of kind `ai`. */
export type AiValue = { ok: unknown } | { error: { name: string; message: string; fault: AiFault } }
