import type { MediaKind } from '../job/enqueue.ts'

const WELL_FORMED = /^[a-z]+\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/

/** What a browser shows or plays, and can do no harm with. Everything else is only ever downloaded. */
const SHOWN = new Set([
  ...['image/jpeg', 'image/png', 'image/webp'],
  ...['audio/aac', 'audio/amr', 'audio/mp4', 'audio/mpeg', 'audio/ogg', 'audio/x-m4a'],
  ...['video/mp4', 'video/3gpp'],
])

/** A media type without its parameters, in lower case; `audio/ogg; codecs=opus` is `audio/ogg`. */
export function plainType(mimeType: string): string {
  return mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

/** Whether a file that claims this type is taken as this kind. A document may be anything that has a type. */
export function isTaken(kind: MediaKind, mimeType: string): boolean {
  const type = plainType(mimeType)
  if (!WELL_FORMED.test(type)) return false
  return kind === 'document' || type.startsWith(kind === 'sticker' ? 'image/' : `${kind}/`)
}

const CODECS = /;\s*codecs\s*=\s*"?([\w.,\s]{1,60}?)"?\s*$/i

/**
 * The type under which bytes may be shown in the page, with the codec that a player wants to know; null for
 * what is only downloaded. It goes into a header, so nothing else of what a stranger wrote is in it.
 */
export function shownTypeOf(mimeType: string): string | null {
  const type = plainType(mimeType)
  if (!SHOWN.has(type)) return null
  const codecs = CODECS.exec(mimeType)?.[1]?.replace(/\s+/g, '')
  return codecs ? `${type}; codecs="${codecs}"` : type
}
