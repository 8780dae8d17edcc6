import type { Content, ContentOf } from '@hilo/protocol'
import { compact } from '../../compact.ts'
import { idOf, type Json, listOf, numberOf, recordOf, textOf, urlOf } from '../json.ts'
import { kindOf } from '../other.ts'

/**
 * Reads what one attachment is. A file has no id on these platforms: its address takes that place. Shared
 * posts, reels and stories are no files: their bytes may not be kept, so they stay addresses.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messages
 * https://developers.facebook.com/documentation/business-messaging/instagram-messaging/webhooks
 */

const MEDIA = new Map<string, ContentOf<'media'>['kind']>([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['file', 'document'],
  ['sticker', 'sticker'],
  ['animated_image', 'image'],
])

const SHARED = new Map<string, ContentOf<'share'>['kind']>([
  ['story_mention', 'story_mention'],
  ['ig_story', 'story'],
  ['story', 'story'],
  ['share', 'post'],
  ['ig_post', 'post'],
  ['post', 'post'],
  ['media_share', 'post'],
  ['ig_reel', 'reel'],
  ['reel', 'reel'],
  ['fallback', 'link'],
])

const ONCE = 'It could be seen once, and only in the app.'

/** What an attachment says, with a key by which the same thing said twice is known. */
export type Attachment = { content: Content; key: string | undefined }

/** Never throws and never gives nothing: what cannot be read is `unsupported` under its type. */
export function readAttachment(raw: unknown): Attachment {
  const attachment = recordOf(raw)
  const type = textOf(attachment?.type) ?? 'attachment'
  if (!attachment) return { content: unsupported(type), key: undefined }
  const payload = recordOf(attachment.payload)
  const content = read(type, attachment, payload) ?? unsupported(type)
  return { content, key: keyOf(content, payload) }
}

function read(type: string, attachment: Json, payload: Json | undefined): Content | undefined {
  const url = urlOf(payload?.url) ?? urlOf(attachment.url)
  const title = textOf(payload?.title) ?? textOf(attachment.title)
  const kind = stickerIdOf(payload) === undefined ? MEDIA.get(type) : 'sticker'
  if (kind) return readFile(kind, url)
  const shared = SHARED.get(type)
  if (shared) return compact({ type: 'share', kind: shared, url, title })
  switch (type) {
    case 'location':
      return readLocation(payload, title)
    case 'template':
      return readTemplate(payload, title)
    case 'like_heart':
      return { type: 'text', text: '❤️' }
    case 'ephemeral':
      return { type: 'unsupported', kind: type, reason: ONCE }
    default:
      return undefined
  }
}

function readFile(kind: ContentOf<'media'>['kind'], url: string | undefined): Content | undefined {
  if (url === undefined) return undefined
  return compact({
    type: 'media',
    kind,
    externalId: url,
    filename: kind === 'document' ? filenameOf(url) : undefined,
  })
}

/** Files keep their name at the end of the address; what has no ending is no name. */
function filenameOf(url: string): string | undefined {
  const name = /\/([^/?#]+\.[a-z0-9]{1,8})(?:[?#]|$)/i.exec(url.replace(/^https?:\/\/[^/]*/i, ''))?.[1]
  try {
    return name && textOf(decodeURIComponent(name))
  } catch {
    return name
  }
}

function readLocation(payload: Json | undefined, name: string | undefined): Content | undefined {
  const place = recordOf(payload?.coordinates)
  const latitude = numberOf(place?.lat)
  const longitude = numberOf(place?.long)
  if (latitude === undefined || longitude === undefined) return undefined
  return compact({ type: 'location', latitude, longitude, name })
}

/** A template says its texts and what its buttons say, as lines; it is an echo or something passed on. */
function readTemplate(payload: Json | undefined, title: string | undefined): Content | undefined {
  const elements = [...listOf(payload?.elements), ...listOf(recordOf(payload?.generic)?.elements)]
  const parts = [payload, ...elements.map(recordOf)]
  const lines = parts.flatMap((part) => [
    ...['text', 'title', 'subtitle', 'intro_message'].map((key) => textOf(part?.[key])),
    ...listOf(part?.buttons).map((button) => textOf(recordOf(button)?.title)),
  ])
  const text = [...new Set([title, ...lines])].filter((line) => line !== undefined).join('\n')
  if (text !== '') return { type: 'text', text }
  const kind = textOf(payload?.template_type)
  return { type: 'unsupported', kind: kindOf(kind === undefined ? 'template' : `template:${kind}`) }
}

function stickerIdOf(payload: Json | undefined): string | undefined {
  return idOf(payload?.sticker_id) ?? idOf(payload?.stickerId)
}

/**
 * While a type is replaced by another, webhooks have both for one thing: a sticker beside its image, a post
 * under its old name.
 */
function keyOf(content: Content, payload: Json | undefined): string | undefined {
  if (content.type === 'media') return `${content.kind}:${stickerIdOf(payload) ?? content.externalId}`
  if (content.type !== 'share') return undefined
  const id = idOf(payload?.ig_post_media_id) ?? idOf(payload?.reel_video_id) ?? content.url
  return id === undefined ? undefined : `${content.kind}:${id}`
}

function unsupported(type: string): Content {
  return { type: 'unsupported', kind: kindOf(type) }
}
