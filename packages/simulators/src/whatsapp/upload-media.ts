import { json } from '../http/answer.ts'
import type { Answer, Incoming } from '../http/route.ts'
import { GraphError } from './graph-error.ts'
import { refuseBy, takeFault } from './take-fault.ts'
import type { BusinessNumber, WhatsApp } from './world.ts'

const MB = 1024 * 1024

// https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types
const LIMITS: { mimeType: RegExp; max: number }[] = [
  { mimeType: /^image\/(jpeg|png)$/, max: 5 * MB },
  { mimeType: /^image\/webp$/, max: 500 * 1024 },
  { mimeType: /^video\/(mp4|3gpp)$/, max: 16 * MB },
  { mimeType: /^audio\/(aac|amr|mpeg|mp4|ogg(; ?codecs=opus)?)$/, max: 16 * MB },
  { mimeType: /^(text\/plain|application\/(pdf|msword|vnd\.[\w.-]+))$/, max: 100 * MB },
]

/** Keeps an uploaded file of a number. @throws GraphError 100, 131008 or 131053 */
export async function uploadMedia(
  world: WhatsApp,
  { phoneNumberId }: BusinessNumber,
  request: Incoming,
): Promise<Answer> {
  const fault = takeFault(world, { phoneNumberId, personId: null, isUpload: true })
  const refused = fault && refuseBy(fault)
  if (refused) return refused
  const form = await readForm(request)
  if (form.get('messaging_product') !== 'whatsapp') {
    throw new GraphError(100, 'The parameter messaging_product is required and must be "whatsapp".')
  }
  const file = form.get('file')
  if (!(file instanceof File)) throw new GraphError(131008, 'The parameter file is required.')
  const type = form.get('type')
  const mimeType = typeof type === 'string' && type !== '' ? type : file.type
  const limit = LIMITS.find((candidate) => candidate.mimeType.test(mimeType))
  if (!limit)
    throw new GraphError(100, `Param file must be a file of a supported type, not ${mimeType || 'unknown'}.`)
  if (file.size > limit.max) throw new GraphError(131053, `The file is larger than ${limit.max} bytes.`)
  const media = await world.media.put(new Uint8Array(await file.arrayBuffer()), mimeType, file.name)
  return fault ? { type: 'drop' } : json(200, { id: media.id })
}

async function readForm(request: Incoming): Promise<FormData> {
  try {
    const headers = { 'content-type': request.headers['content-type'] ?? '' }
    return await new Response(new Uint8Array(request.body), { headers }).formData()
  } catch {
    throw new GraphError(100, 'The body must be multipart/form-data.')
  }
}
