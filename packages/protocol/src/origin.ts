import { z } from 'zod'

/** How a message came about besides its words: passed on, in answer to a story, by a link or an advertisement. */
export const MessageOrigin = z.object({
  /** The contact passed on what somebody else wrote. */
  forwarded: z.boolean(),
  /** The business's story that it answers. Its address ends with the story. */
  story: z.object({ url: z.string().nullable() }).nullable(),
  referral: z
    .object({
      kind: z.enum(['ad', 'post', 'link', 'product']),
      title: z.string().nullable(),
      text: z.string().nullable(),
      /** What the business wrote into the link. */
      ref: z.string().nullable(),
      url: z.string().nullable(),
      /** The platform's id of the advertisement, the post or the product. */
      externalId: z.string().nullable(),
    })
    .nullable(),
})
export type MessageOrigin = z.infer<typeof MessageOrigin>
