import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { type Fields, isFields } from '../whatsapp/fields.ts'
import { refuseBy, takeFault } from './faults.ts'
import { objectAt, textAt } from './fields.ts'
import type { AccountCall } from './graph-call.ts'
import { invalid, refusal } from './refusal.ts'

const MB = 1024 * 1024
const FETCH_MS = 5_000
const SIZE_MAX: Record<string, number> = { image: 8 * MB, audio: 25 * MB, video: 25 * MB, file: 25 * MB }

/** `/{page_id}/message_attachments`: keeps a file for later sends. @throws GraphError 100 */
export async function uploadAttachment(call: AccountCall): Promise<Answer> {
  const { world, account } = call
  const fault = takeFault(world, { accountId: account.id, personId: null, when: 'upload' })
  const early = refuseBy(world, fault)
  if (early) return early
  const isGiven = call.file !== null || payloadOf(call.fields).url !== undefined
  if (!isGiven) throw invalid('Param message[attachment][payload][url] is required.')
  const payload = { ...payloadOf(call.fields), is_reusable: true }
  const message = { attachment: { ...attachmentOf(call.fields), payload } }
  const { attachmentId } = await keepUpload({ ...call, fields: { ...call.fields, message } })
  return fault ? { type: 'drop' } : json(200, { attachment_id: attachmentId })
}

/**
 * Keeps the file that came with a call as a form, or that lies behind a reusable address, and gives the
 * fields with its id in its place. Without either the fields stay as they are.
 *
 * @throws GraphError 100
 */
export async function keepUpload(
  call: AccountCall,
): Promise<{ fields: Fields; attachmentId: string | null }> {
  const { world, fields } = call
  const file = call.file ?? (await fetchReusable(call))
  if (!file) return { fields, attachmentId: null }
  const type = textAt(attachmentOf(fields), 'type', { path: 'message[attachment][type]', max: 32 })
  const max = Object.hasOwn(SIZE_MAX, type) ? SIZE_MAX[type] : undefined
  if (max === undefined) throw invalid('Only image, audio, video and file can be uploaded.')
  if (file.size > max) throw invalid(`The file is larger than ${max} bytes.`)
  const content = new Uint8Array(await file.arrayBuffer())
  const name = file instanceof File ? file.name : null
  const media = await world.media.put(content, file.type || 'application/octet-stream', name)
  const payload = { attachment_id: media.id }
  const message = { ...(isFields(fields.message) ? fields.message : {}), attachment: { type, payload } }
  return { fields: { ...fields, message }, attachmentId: media.id }
}

async function fetchReusable({ world, fields }: AccountCall): Promise<Blob | null> {
  const { url, is_reusable: isReusable } = payloadOf(fields)
  if (isReusable !== true || typeof url !== 'string') return null
  const fetched = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) }).catch(() => null)
  if (!fetched?.ok) throw refusal(world.traits.channel, '100_2018047')
  return fetched.blob()
}

function attachmentOf(fields: Fields): Fields {
  return objectAt(objectAt(fields, 'message'), 'attachment', 'message[attachment]')
}

/** The payload of an attachment, empty for a message that has none. */
function payloadOf({ message }: Fields): Fields {
  const attachment = isFields(message) && isFields(message.attachment) ? message.attachment : {}
  return isFields(attachment.payload) ? attachment.payload : {}
}
