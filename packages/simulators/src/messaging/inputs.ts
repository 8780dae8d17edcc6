/** What the commands of both platforms take. */
import { z } from 'zod'
import { AppChoiceInput, Delay, PersonId, Waiting, WebhooksInput } from '../meta/inputs.ts'

export const From = { personId: z.string(), accountId: z.string().optional() }
/** Who does it, for whom: a person, or people of the business in its own inbox. */
export const Said = {
  ...From,
  replyTo: z.string().optional(),
  by: z.enum(['person', 'page']).default('person'),
}
export const At = z.object(From)
export const OnMessage = { ...From, messageId: z.string() }
export const Text = z.string().min(1).max(20_000)

const NumericId = z.string().regex(/^\d{1,20}$/)

export const AppInput = z.object({
  /** Digits that a JSON number can hold, because echoes carry it as one. */
  id: z.string().regex(/^\d{1,15}$|^\d{16}$/),
  appSecret: z.string(),
  verifyToken: z.string(),
  webhookUrl: z.url(),
})

export const AccountInput = z.object({
  id: NumericId,
  name: z.string().min(1),
  username: z.string().optional(),
  accessToken: z.string().min(1),
  pageId: NumericId.optional(),
  hasHumanAgent: z.boolean().optional(),
  appId: AppInput.shape.id.optional(),
  ...AppChoiceInput,
})

export const AccountChangeInput = z.object({
  accountId: z.string().optional(),
  hasHumanAgent: z.boolean().optional(),
  allowsMessages: z.boolean().optional(),
  tokenExpiresAt: z.number().nullable().optional(),
  accessToken: z.string().min(1).optional(),
  subscribedFields: z.array(z.string()).optional(),
})

export const PersonInput = z.object({
  id: PersonId.optional(),
  name: z.string().min(1),
  username: z.string().optional(),
  scopedIds: z.record(z.string(), z.string()).optional(),
  hasConsent: z.boolean().optional(),
})

export const ReferralInput = z.object({
  ref: z.string().optional(),
  source: z.string().optional(),
  type: z.string().optional(),
  ad_id: z.string().optional(),
  ads_context_data: z.record(z.string(), z.unknown()).optional(),
  /** The shop's product that somebody asks about; it comes with nothing else. */
  product: z.object({ id: z.string() }).optional(),
})

export const FaultInput = z.object({
  /** A code, a code and a subcode (`10_2018278`), or `http_500`, `hang`, `lose_answer`. */
  kind: z.string(),
  times: z.number().int().min(1).default(1),
  accountId: z.string().nullable().default(null),
  personId: z.string().nullable().default(null),
  when: z.enum(['send', 'upload', 'profile']).default('send'),
})

export const SettingsInput = z.object({
  latencyMs: Delay.optional(),
  answerMs: Delay.optional(),
  deliveredMs: Delay.nullable().optional(),
  echoesNameApp: z.boolean().optional(),
  urlLifeMs: Delay.optional(),
  sendsPerSecondMax: z.number().int().min(1).optional(),
  webhooks: WebhooksInput.optional(),
})

export const WaitInput = z.object({ ...From, ...Waiting })
