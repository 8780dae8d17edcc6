import { z } from 'zod'
import type { ChannelUpload, OutboundFile, RefusedUpload, UploadOutcome } from '../../outbound.ts'
import { ownReason } from '../../own-reasons.ts'
import { failureIn } from '../errors.ts'
import { GraphError } from '../graph-error.ts'
import { readRefusal } from '../refusal.ts'
import type { DirectSettings, Platform } from './platform.ts'
import { attachmentTypeOf } from './render.ts'

/**
 * Meta says that an attachment may be used again and not for how long; uploading once a month costs little.
 */
const GOOD_FOR_MS = 30 * 24 * 3_600_000

const MB = 1024 * 1024

const UploadResponse = z.looseObject({ attachment_id: z.coerce.string().min(1) })

/**
 * The form that uploads a file for a message. A file is never sent by a link: Meta would have to fetch it
 * from this server, at a rate of its own, and whoever has the link could too.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/attachment-upload-api
 */
export function renderUpload(
  file: OutboundFile,
  settings: DirectSettings,
  platform: Platform,
): ChannelUpload | RefusedUpload {
  const max = platform.fileBytesMax[file.kind]
  if (file.size > max) {
    const reason = ownReason('fileTooLarge', { name: platform.errors.name, max: max / MB })
    return { type: 'rejected', code: 'media_size', reason }
  }
  const attachment = { type: attachmentTypeOf(file.kind), payload: { is_reusable: true } }
  return {
    url: `${settings.graphUrl}/${settings.version}/${settings.senderId}/message_attachments`,
    headers: { authorization: `Bearer ${settings.accessToken}` },
    fields: { ...platform.uploadFields, message: JSON.stringify({ attachment }) },
    file: { ...file, field: 'filedata' },
  }
}

/** Uploading again harms nobody, so all that is no clear refusal is tried again. */
export function readUpload(status: number, body: unknown, { errors }: Platform): UploadOutcome {
  const uploaded = status >= 200 && status < 300 ? UploadResponse.safeParse(body) : undefined
  if (uploaded?.success) {
    return { type: 'uploaded', externalId: uploaded.data.attachment_id, goodForMs: GOOD_FOR_MS }
  }
  const outcome = readRefusal(status, body, errors)
  switch (outcome.type) {
    case 'retry':
    case 'account_blocked':
      return outcome
    case 'rejected':
      return isOfTheFile(body) ? { type: 'rejected', ...failureIn(errors, 100, 2018047) } : outcome
    case 'window_closed':
    case 'opted_out':
      return { type: 'rejected', code: outcome.code, reason: outcome.reason }
    default: {
      const reason = ownReason('fileNotTaken', { name: errors.name })
      return { type: 'retry', code: 'upload', reason, scope: 'message', afterMs: null }
    }
  }
}

/** With an upload, a wrong parameter is the file: there is no other that depends on what is sent. */
function isOfTheFile(body: unknown): boolean {
  const refused = GraphError.safeParse(body)
  return refused.success && refused.data.error.code === 100 && !refused.data.error.error_subcode
}
