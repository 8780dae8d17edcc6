import { GraphError } from '../meta/graph-error.ts'
import type { ChannelUpload, OutboundFile, RefusedUpload, UploadOutcome } from '../outbound.ts'
import { ownReason } from '../own-reasons.ts'
import { failureOf } from './errors.ts'
import { readOutcome } from './outcome.ts'
import { UploadResponse } from './payloads.ts'
import type { WhatsAppSettings } from './render.ts'

/** Meta keeps an upload for 30 days; the last one is left out, so that an id does not end on its way. */
const GOOD_FOR_MS = 29 * 24 * 3_600_000

/** What Graph answers to a file of a type that WhatsApp does not carry. */
const PARAMETER = 100
const MEDIA_UPLOAD = 131053
const WEBM = 'audio/webm'

const MB = 1024 * 1024
/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
const BYTES_MAX: Record<OutboundFile['kind'], number> = {
  ...{ image: 5 * MB, video: 16 * MB, audio: 16 * MB, document: 100 * MB, sticker: MB / 2 },
}

/**
 * The form that uploads a file for a message. A file is never sent by a link: Meta would have to fetch it
 * from this server, at a rate of its own, and whoever has the link could too.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 */
export function renderUpload(file: OutboundFile, settings: WhatsAppSettings): ChannelUpload | RefusedUpload {
  const type = typeOf(file.mimeType)
  const max = BYTES_MAX[file.kind]
  if (file.size > max) {
    const reason = ownReason('fileTooLarge', { name: 'WhatsApp', max: max / MB })
    return { type: 'rejected', code: 'media_size', reason }
  }
  if (file.kind === 'audio' && type.startsWith(WEBM)) return { type: 'rejected', ...failureOf(MEDIA_UPLOAD) }
  return {
    url: `${settings.graphUrl}/${settings.version}/${settings.phoneNumberId}/media`,
    headers: { authorization: `Bearer ${settings.accessToken}` },
    fields: { messaging_product: 'whatsapp', type },
    file: { ...file, mimeType: type, field: 'file' },
  }
}

/**
 * Voice is taken under one label alone, and refused minutes later under any other: Ogg with Opus in it. Opus
 * in WebM, as some browsers record it, is another container, which no label mends.
 */
function typeOf(mimeType: string): string {
  const [bare = ''] = mimeType.toLowerCase().split(';')
  return /^audio\/(ogg|opus)\s*$/.test(bare) ? 'audio/ogg; codecs=opus' : mimeType
}

/** Uploading again harms nobody, so all that is no clear refusal is tried again. */
export function readUpload(status: number, body: unknown): UploadOutcome {
  const uploaded = status >= 200 && status < 300 ? UploadResponse.safeParse(body) : undefined
  if (uploaded?.success) return { type: 'uploaded', externalId: uploaded.data.id, goodForMs: GOOD_FOR_MS }
  if (isOfTheFile(body)) return { type: 'rejected', ...failureOf(MEDIA_UPLOAD) }
  const outcome = readOutcome(status, body)
  switch (outcome.type) {
    case 'retry':
    case 'rejected':
    case 'account_blocked':
      return outcome
    case 'window_closed':
    case 'opted_out':
      return { type: 'rejected', code: outcome.code, reason: outcome.reason }
    default: {
      const reason = ownReason('fileNotTaken', { name: 'WhatsApp' })
      return { type: 'retry', code: 'upload', reason, scope: 'message', afterMs: null }
    }
  }
}

/** With an upload, a wrong parameter is the file: there is no other that depends on what is sent. */
function isOfTheFile(body: unknown): boolean {
  const refused = GraphError.safeParse(body)
  if (!refused.success) return false
  const { code, error_subcode: subcode } = refused.data.error
  return code === MEDIA_UPLOAD || (code === PARAMETER && subcode === undefined)
}
