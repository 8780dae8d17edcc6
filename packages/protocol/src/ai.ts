import { z } from 'zod'
import { AiPrices } from './ai-price.ts'
import { Actor } from './deploy.ts'
import { Id } from './id.ts'
import { MODEL_FAULTS } from './model-fault.ts'

/** The words of who writes for an org, and of what that costs; the contracts are in `api/ai.ts`. */

export const AiProviderName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'name: must be of small letters, digits and hyphens, such as openai')

/**
 * - `openai`: OpenAI.
 * - `compatible`: any endpoint that speaks as OpenAI's chat completions do.
 * - `installation`: the provider that the operator of this Hilo has set.
 */
export const AiProviderKind = z.enum(['openai', 'compatible', 'installation'])
export type AiProviderKind = z.infer<typeof AiProviderKind>

const ModelName = z.string().trim().min(1).max(200)

export const AiProviderSettings = z.strictObject({
  kind: AiProviderKind,
  /** Of a compatible endpoint: with the path before `/chat/completions`; null for the others. */
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'baseUrl: must be a whole address' })
    .max(500)
    .nullable(),
  /** Null only for the installation's provider: the model that the operator has set. */
  model: ModelName.nullable(),
  /** Null: it does not place texts. */
  embeddingModel: ModelName.nullable(),
  /** The smallest is asked first. */
  place: z.number().int().min(0).max(99),
  isEnabled: z.boolean(),
  /** Left out: the key stays as it is. Nothing gives it out again. */
  key: z.string().min(1).max(4_096).optional(),
})
export type AiProviderSettings = z.infer<typeof AiProviderSettings>

export const AiProvider = AiProviderSettings.omit({ key: true }).extend({
  name: AiProviderName,
  isKeySet: z.boolean(),
  keySetAt: z.iso.datetime().nullable(),
  /** What it answered when it was asked for one word, as it is now; null: it was not asked. */
  check: z
    .object({
      at: z.iso.datetime(),
      /** Null: it answered. */
      fault: z.enum(MODEL_FAULTS).nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  /** How the last of its calls failed; null when that did not fail, or was long ago. */
  lastFault: z.object({ at: z.iso.datetime(), fault: z.enum(MODEL_FAULTS) }).nullable(),
  /** What its models cost, as the org has said; null: it has not. */
  prices: AiPrices.nullable(),
  changedAt: z.iso.datetime(),
  changedBy: Actor.nullable(),
})
export type AiProvider = z.infer<typeof AiProvider>

/**
 * - `reply`: all calls that one reply takes.
 * - `conversation`: all of a conversation.
 * - `day`: all of the org since midnight at its place.
 * - `org`: all of the org since the first of the month at its place.
 */
export const AiBudgetScope = z.enum(['reply', 'conversation', 'day', 'org'])
export type AiBudgetScope = z.infer<typeof AiBudgetScope>

const Cap = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

export const AiCaps = z.strictObject({
  /** Calls of a model. */
  steps: Cap.max(2_000_000_000).nullable(),
  /** That models were waited for. */
  seconds: Cap.max(2_000_000_000).nullable(),
  /** Input and output together. */
  tokens: Cap.nullable(),
  /** Of the calls whose cost is known. */
  microUsd: Cap.nullable(),
})
/** What may be used at most; null: no cap of the org's own, so that of every org holds. */
export type AiCaps = z.infer<typeof AiCaps>

export const AiSpent = z.object({
  steps: z.number(),
  seconds: z.number(),
  tokens: z.number(),
  microUsd: z.number(),
  /** Calls whose cost nobody knows: they are not in `microUsd`. */
  unknown: z.number(),
})
export type AiSpent = z.infer<typeof AiSpent>

export const AiBudget = z.object({
  scope: AiBudgetScope,
  /** What the org has set. */
  own: AiCaps,
  /** What holds. */
  caps: z.object({ steps: z.number(), seconds: z.number(), tokens: z.number(), microUsd: z.number() }),
  /** Null where there are many of it. */
  spent: AiSpent.nullable(),
})
export type AiBudget = z.infer<typeof AiBudget>

/** What a call of a model was for. */
export const AiPurpose = z.enum([
  'answer',
  'condense',
  'verify',
  'extract',
  'classify',
  'copilot',
  'summarise',
  'knowledge',
  'transcribe',
  'describe',
  'test',
])
export type AiPurpose = z.infer<typeof AiPurpose>

/** A line of the cost ledger: one request to a provider. */
export const AiCall = z.object({
  id: Id,
  provider: z.string(),
  model: z.string(),
  purpose: AiPurpose,
  /**
   * `open`: under way; `lost`: nobody knows how it ended, because the server died meanwhile. The tokens of
   * both are the most that it may have come to.
   */
  status: z.enum(['open', 'done', 'failed', 'lost']),
  fault: z.enum(MODEL_FAULTS).nullable(),
  requestId: z.string().nullable(),
  inputTokens: z.number(),
  cachedTokens: z.number(),
  outputTokens: z.number(),
  reasoningTokens: z.number(),
  /** How long the recording is that was heard; null for all else. */
  audioSeconds: z.number().nullable(),
  usageSource: z.enum(['reserved', 'reported', 'estimated', 'none']),
  /** The day of the table of prices, or `own-` and the version of the org's prices. */
  priceVersion: z.string().nullable(),
  /** Null: unknown, which is not nothing. */
  microUsd: z.number().nullable(),
  firstTokenMs: z.number().nullable(),
  latencyMs: z.number().nullable(),
  inboxId: Id.nullable(),
  conversationId: Id.nullable(),
  messageId: Id.nullable(),
  createdAt: z.iso.datetime(),
})
export type AiCall = z.infer<typeof AiCall>

/** What a provider answered to a test. */
export const AiTest = z.object({
  /** Null: it answered. */
  fault: z.enum(MODEL_FAULTS).nullable(),
  /** What it said, or why not, in words. */
  text: z.string(),
  model: z.string(),
  latencyMs: z.number(),
  tokens: z.number(),
  microUsd: z.number().nullable(),
})
export type AiTest = z.infer<typeof AiTest>
