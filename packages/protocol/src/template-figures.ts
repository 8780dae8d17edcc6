import { z } from 'zod'

/** How many messages came how far; what was read was delivered, and what was delivered was sent. */
export const TemplateCounts = z.object({
  /** Taken by the platform. */
  sent: z.number().int(),
  delivered: z.number().int(),
  read: z.number().int(),
  failed: z.number().int(),
  /** The contact wrote in the conversation afterwards. */
  replied: z.number().int(),
})
export type TemplateCounts = z.infer<typeof TemplateCounts>

/** What became of the messages of a template in a period. */
export const TemplateFigures = z.object({
  name: z.string(),
  language: z.string(),
  total: TemplateCounts,
  /** The days on which there were any, at the org's place; the newest first. */
  days: z.array(TemplateCounts.extend({ day: z.string() })),
  /** By the code of the platform; the most frequent first. */
  failures: z.array(z.object({ code: z.string(), count: z.number().int() })),
  /** Of what was delivered, by the price list of the day; for each currency. */
  prices: z.array(z.object({ amount: z.number(), currency: z.string() })),
  /** How many were delivered at a price that is not known. */
  unpriced: z.number().int(),
})
export type TemplateFigures = z.infer<typeof TemplateFigures>
