import { z } from 'zod'
import { Id } from './id.ts'

const FileKind = z.enum(['image', 'video', 'audio', 'document'])

/** A file that code made, as the host keeps it. */
export const KeptFile = z.object({ mediaId: z.string(), kind: FileKind, mimeType: z.string() })
export type KeptFile = z.infer<typeof KeptFile>

/**
 * A file of the contact that a remote backend asked for, whole and in base64, or why it cannot have it;
 * `isFinal`: it will be so at every attempt.
 */
export type GivenFile =
  | { id: string; size: number; body: string }
  | { id: string; message: string; isFinal: boolean }

/** A file that a remote backend made, under the number that it gave it, as it is kept, or why it is not. */
export type KeptAnswer = { keep: number; file: KeptFile } | { keep: number; message: string }

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
