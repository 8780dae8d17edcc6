import { describeRequest, type Model } from '@hilo/ai'
import { withoutDemoMark } from '@hilo/protocol'
import { withoutMetadata } from '../domain/media/metadata.ts'
import { plainType } from '../domain/media/mime-type.ts'
import { ask } from './ask.ts'
import type { HeardWords } from './hear.ts'

/** https://platform.openai.com/docs/guides/images-vision: what is taken, all of it without its metadata. */
const TYPES = new Set(['image/jpeg', 'image/png', 'image/webp'])
const LENGTH_MAX = 2_000

type Seen = { bytes: Buffer; mimeType: string; caption: string; language: string }

/** What is to be seen in a picture, in one language. Where it was taken, and with what, is not shown. */
export async function describePicture(
  model: Model,
  { bytes, mimeType, caption, language }: Seen,
  signal: AbortSignal,
): Promise<HeardWords> {
  const type = plainType(mimeType)
  const plain = TYPES.has(type) ? withoutMetadata(bytes, type) : null
  if (!plain) return { fault: 'type', reason: `These bytes are no picture that is taken, as ${type}.` }
  const request = describeRequest({ mimeType: type, bytes: plain }, caption, language)
  const end = await ask(model, request, signal)
  if (end.type === 'failed') return { fault: end.fault, reason: end.reason }
  return { text: withoutDemoMark(end.text.trim()).slice(0, LENGTH_MAX), language }
}
