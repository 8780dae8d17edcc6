import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { type Fields, isFields } from '../whatsapp/fields.ts'
import { refuseBy, takeFault } from './faults.ts'
import { objectAt, textAt } from './fields.ts'
import type { AccountCall } from './graph-call.ts'
import { invalid, refusal } from './refusal.ts'

const MB = 1024 * 1024
const SIZE_MAX: Record<string, number> = { image: 8 * MB, audio: 25 * MB, video: 25 * MB, file: 25 * MB }

/** `/{page_id}/message_attachments`: keeps a file for later sends. @throws GraphError 100 */
export async function uploadAttachment(call: AccountCall): Promise<Answer> {
  const { world, account } = call
  const fault = takeFault(world, { accountId: account.id, personId: null, when: 'upload' })
  const early = refuseBy(world, fault)
  if (early) return early
  const { attachmentId } = await keepUpload(call)
  if (fault) return { type: 'drop' }
  if (attachmentId !== null) return json(200, { attachment_id: attachmentId })

  const payload = objectAt(attachmentOf(call.fields), 'payload')
  const url = textAt(payload, 'url', { path: 'message[attachment][payload][url]', max: 2_048 })
  const fetched = await fetch(url).catch(() => null)
  if (!fetched?.ok) throw refusal(world.traits.channel, '100', '(#100) Failed to fetch the file from the url')
  const type = fetched.headers.get('content-type') ?? 'application/octet-stream'
  const media = await world.media.put(new Uint8Array(await fetched.arrayBuffer()), type, null)
  return json(200, { attachment_id: media.id })
}

/**
 * Keeps the file that came with a call as a form, and gives the fields with its id in place of the file.
 * Without a file the fields stay as they are. An `is_reusable` send by address has an id as well.
 */
export async function keepUpload(
  call: AccountCall,
): Promise<{ fields: Fields; attachmentId: string | null }> {
  const { world, fields, file } = call
  if (!file) return { fields, attachmentId: null }
  const attachment = attachmentOf(fields)
  const type = textAt(attachment, 'type', { path: 'message[attachment][type]', max: 32 })
  const max = Object.hasOwn(SIZE_MAX, type) ? SIZE_MAX[type] : undefined
  if (max === undefined) throw invalid('Only image, audio, video and file can be uploaded.')
  if (file.size > max) throw invalid(`The file is larger than ${max} bytes.`)
  const content = new Uint8Array(await file.arrayBuffer())
  const media = await world.media.put(content, file.type || 'application/octet-stream', file.name)
  const payload = { attachment_id: media.id }
  const message = { ...(isFields(fields.message) ? fields.message : {}), attachment: { type, payload } }
  return { fields: { ...fields, message }, attachmentId: media.id }
}

function attachmentOf(fields: Fields): Fields {
  return objectAt(objectAt(fields, 'message'), 'attachment', 'message[attachment]')
}
