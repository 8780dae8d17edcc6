import { z } from 'zod'

/** What tests and pages may ask of the simulated provider. */

const Tokens = z.number().int().min(0).max(1_000_000)

export const Reply = z.strictObject({
  text: z.string().max(100_000).optional(),
  toolCalls: z
    .array(z.strictObject({ name: z.string().min(1), arguments: z.record(z.string(), z.unknown()) }))
    .optional(),
  finish: z.enum(['stop', 'length', 'content_filter']).default('stop'),
  /** Of the input: how much is billed as known already. */
  cachedTokens: Tokens.default(0),
  /** Billed as output and never shown. */
  reasoningTokens: Tokens.default(0),
})
export type Reply = z.output<typeof Reply>

/** What is said when the last message has `match` in it, whatever its case; without `match`: always. */
export const Line = z.strictObject({
  match: z.string().min(1).optional(),
  /** Only to calls that ask for the shape of this name; without: to all but those that play a contact. */
  shape: z.string().min(1).optional(),
  reply: Reply,
  /** How often; null: for ever. */
  times: z.number().int().min(1).nullable().default(null),
})
export type Line = z.output<typeof Line>

export const FAULT_KINDS = [
  ...['rate_limited', 'no_credit', 'too_long', 'http_500', 'drop', 'hang'],
  ...['slow', 'stall', 'cut', 'malformed', 'empty', 'wrong_language'],
] as const

/** The next `times` calls go wrong. */
export const Fault = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  times: z.number().int().min(1).default(1),
  /** Only calls whose last message has this in it, or that name this model. */
  match: z.string().min(1).optional(),
  /** Only calls that ask for the shape of this name: `contact` of who plays one, `goal` of their judge. */
  shape: z.string().min(1).optional(),
  /** `rate_limited`: what `retry-after` says. */
  retryAfterSeconds: z.number().int().min(0).default(1),
  /** `slow`: before the first byte; `stall`: after the first words. */
  ms: z.number().int().min(0).default(60_000),
  /** `stall`, `cut` and `malformed`: how many words come before. */
  words: z.number().int().min(0).default(3),
})
export type Fault = z.output<typeof Fault>

/** Whom a model obeys: see `obey.ts`. */
export const Obedience = z.strictObject({
  /** What is obeyed, when a message has it, whatever became of its signs on the way. */
  text: z.string().min(1),
  how: z.enum(['discloses', 'repeats', 'links']),
})
export type Obedience = z.output<typeof Obedience>

export type Settings = {
  token: string
  latencyMs: number
  /** Between two words of a stream. */
  chunkMs: number
  /** False: answers do not say what they cost, as those of some servers do not. */
  tellsUsage: boolean
  /** Whom it obeys; null: nobody. */
  obeys: Obedience | null
}
