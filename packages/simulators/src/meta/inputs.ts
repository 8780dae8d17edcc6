/** What commands of every platform take. */
import { z } from 'zod'

const Probability = z.number().min(0).max(1)

/** Milliseconds. */
export const Delay = z.number().int().min(0)

/** Waits for as long as the caller has patience. */
export const IdleInput = z.object({ timeoutMs: z.number().int().min(1).default(10_000) })

/** How webhooks travel. */
export const WebhooksInput = z
  .object({
    duplicateProbability: Probability,
    reorderProbability: Probability,
    batchMax: z.number().int().min(1),
    delayMs: Delay,
    attemptsMax: z.number().int().min(1),
  })
  .partial()

/** Names one of the last webhooks. */
export const WebhookInput = z.object({ id: z.string() })

/** What makes an app, or names one. */
export const AppChoiceInput = {
  webhookUrl: z.url().optional(),
  appSecret: z.string().optional(),
  verifyToken: z.string().optional(),
}

export const PersonId = z.string().regex(/^[\w-]{1,64}$/)

/** How to wait for the business: nothing else is said of whom. */
export const Waiting = {
  /** How many messages of the business have been seen already; resolves when there are more. */
  after: z.number().int().min(0).default(0),
  timeoutMs: z.number().int().min(1).max(600_000).default(10_000),
}
