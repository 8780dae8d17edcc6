import { z } from 'zod'
import { Actor } from './deploy.ts'

/** In micro-USD: a thousand dollars at most. */
const Rate = z.number().int().min(0).max(1_000_000_000)

/** What a model costs an org: for a million tokens, in micro-USD. Nothing is a price too. */
export const AiModelPrice = z.strictObject({
  /** As the provider is asked for it. */
  model: z.string().trim().min(1).max(200),
  input: Rate,
  /** Of the input, what the provider had read before. */
  cached: Rate,
  output: Rate,
  /** For a minute of sound; null: sound is priced by its tokens. */
  minute: Rate.nullable(),
  /** It holds also where Hilo knows the published price of this model; else that one does. */
  isInstead: z.boolean(),
})
export type AiModelPrice = z.infer<typeof AiModelPrice>

/** The prices of a provider as an org has set them; a change is another version. */
export const AiPrices = z.object({
  /** Calls that are costed by it have `own-` and this number as their `priceVersion`. */
  version: z.number().int(),
  models: z.array(AiModelPrice),
  changedAt: z.iso.datetime(),
  changedBy: Actor.nullable(),
})
export type AiPrices = z.infer<typeof AiPrices>

/** A model that is in use, and whose price nobody knows. */
export const AiUnpriced = z.object({ provider: z.string(), model: z.string() })
export type AiUnpriced = z.infer<typeof AiUnpriced>
