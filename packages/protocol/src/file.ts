import { z } from 'zod'
import { Id } from './id.ts'

const FileKind = z.enum(['image', 'video', 'audio', 'document'])

/** A file that code made, as the host keeps it. */
export const KeptFile = z.object({ mediaId: z.string(), kind: FileKind, mimeType: z.string() })
export type KeptFile = z.infer<typeof KeptFile>

/** A file that was uploaded into a conversation and waits for the message that carries it. */
export const UploadedFile = z.object({
  mediaId: Id,
  /** How it will be sent. */
  kind: FileKind,
  /** As its first bytes say. */
  mimeType: z.string(),
  /** In bytes. */
  size: z.number().int(),
  filename: z.string(),
})
export type UploadedFile = z.infer<typeof UploadedFile>
