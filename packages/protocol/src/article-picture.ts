import { z } from 'zod'
import { Id } from './id.ts'

/** A picture for articles. A text has it as `![what is on it](picture:<id>)`. */
export const ArticlePicture = z.object({
  id: Id,
  mimeType: z.string(),
  /** In bytes, without what it said of itself. */
  size: z.number().int(),
})
export type ArticlePicture = z.infer<typeof ArticlePicture>
