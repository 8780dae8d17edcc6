import { z } from 'zod'

/** The frames of a request that the code of a backend makes, which the host does for it. */

const Headers = z.array(z.tuple([z.string(), z.string()]))

export const FetchFrame = z.object({
  type: z.literal('fetch'),
  fetch: z.number().int(),
  turn: z.number().int(),
  method: z.string(),
  url: z.string(),
  headers: Headers,
  body: z.string().nullable(), // base64
  redirect: z.enum(['follow', 'error', 'manual']),
  /** The answer may come in parts. */
  parts: z.boolean().optional(),
})
export type FetchFrame = z.infer<typeof FetchFrame>

/** The next part of an answer's body; `fetched` carries the last. */
export const FetchPartFrame = z.object({
  type: z.literal('fetch_part'),
  fetch: z.number().int(),
  body: z.string(), // base64
})

export const FetchedFrame = z.object({
  type: z.literal('fetched'),
  fetch: z.number().int(),
  status: z.number().int(),
  headers: Headers,
  url: z.string(),
  body: z.string(), // base64
})
export type FetchedFrame = z.infer<typeof FetchedFrame>

export const FetchFailedFrame = z.object({
  type: z.literal('fetch_failed'),
  fetch: z.number().int(),
  message: z.string(),
})
