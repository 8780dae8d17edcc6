import { z } from 'zod'
import { Id } from './id.ts'

/** A file that was uploaded into a conversation and waits for the message that carries it. */
export const UploadedFile = z.object({
  mediaId: Id,
  /** How it will be sent. */
  kind: z.enum(['image', 'video', 'audio', 'document']),
  /** As its first bytes say. */
  mimeType: z.string(),
  /** In bytes. */
  size: z.number().int(),
  filename: z.string(),
})
export type UploadedFile = z.infer<typeof UploadedFile>
