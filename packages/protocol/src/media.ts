import { z } from 'zod'
import type { ContentOf } from './content.ts'
import { MediaWords } from './media-words.ts'

/** The files of messages, as clients see them. */

/** Why there are no bytes of a file: the whole list. `expired`: the platform has it no longer. */
export const MediaFailure = z.enum(['too_large', 'type', 'expired', 'damaged', 'unreachable', 'refused'])
export type MediaFailure = z.infer<typeof MediaFailure>

/** How far a file is. `due`: it is being fetched; `gone`: it was deleted. */
export const MediaState = z.object({
  status: z.enum(['due', 'stored', 'failed', 'gone']),
  mimeType: z.string().nullable(),
  /** In bytes. */
  size: z.number().int().nullable(),
  failure: MediaFailure.nullable(),
  /** What it says or shows; null: nobody has put it into words. */
  words: MediaWords.nullable(),
})
export type MediaState = z.infer<typeof MediaState>

/** Where the bytes of a file are read, without a session, until `expiresAt`. */
export const MediaLink = z.object({ url: z.string(), expiresAt: z.string() })
export type MediaLink = z.infer<typeof MediaLink>

const MB = 1024 * 1024

/**
 * The largest file of each kind, in bytes.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types
 */
export const MEDIA_BYTES_MAX: Record<ContentOf<'media'>['kind'], number> = {
  image: 5 * MB,
  sticker: 500 * 1024,
  audio: 16 * MB,
  video: 16 * MB,
  document: 100 * MB,
}
