import type { ContentOf } from '@hilo/protocol'

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

/**
 * A file that the contact sent, as `chat.media` gives it. All but `bytes` is recorded, and is plain JSON: it
 * can be kept in a result or a state, which then have no `bytes`.
 */
export type MediaFile = {
  /** Hilo's own; null when only the message was kept and not the file. */
  readonly id: string | null
  readonly kind: MediaKind
  /** As the platform says it: look at the bytes before you trust it. */
  readonly mimeType: string | null
  /** As the contact's device says it. Never a path to write to. */
  readonly filename: string | null
  readonly caption: string | null
  /** Of the bytes, in lower-case hexadecimal, as the platform says it. */
  readonly sha256: string | null
  /**
   * What a machine heard in a sound, or saw in a picture: its transcript or its description, which may be
   * wrong. Null where the org has none made, or where it came too late.
   */
  readonly words: string | null
  /**
   * What is in it, 16 MB at most; inside a step only. Waits for a file that is still on its way, as long as
   * the attempt may take.
   *
   * @throws Error that says why the file cannot be had, TerminalError when it is too large.
   */
  bytes(): Promise<Uint8Array>
}

/** What the journal keeps of a file. */
export type KeptFile = Omit<MediaFile, 'bytes'>

/** A message's file, as the journal keeps it. */
export function keptFileOf(
  { mediaId, kind, sha256, ...about }: ContentOf<'media'>,
  words: string | undefined,
): KeptFile {
  return {
    ...{ id: mediaId ?? null, kind, mimeType: about.mimeType ?? null },
    ...{ filename: about.filename ?? null, caption: about.caption ?? null },
    sha256: sha256 === undefined ? null : hexOf(sha256),
    words: words ?? null,
  }
}

/** The author's view of a kept file. `bytes` is left out where an object is copied or written as JSON. */
export function fileOf(kept: KeptFile, read: ((id: string) => Promise<Uint8Array>) | undefined): MediaFile {
  // What was recorded before there were any has none.
  return Object.defineProperty({ ...kept, words: kept.words ?? null }, 'bytes', {
    value: async () => {
      if (kept.id === null) throw new Error('Only the message was kept, and not the file.')
      if (!read) throw new Error('The bytes of files are not to be had here.')
      return read(kept.id)
    },
  }) as MediaFile
}

/** WhatsApp writes a digest in base64, everybody else in hexadecimal. */
function hexOf(digest: string): string {
  return /^[\w+/-]{43}=$/.test(digest) ? Buffer.from(digest, 'base64').toString('hex') : digest.toLowerCase()
}
