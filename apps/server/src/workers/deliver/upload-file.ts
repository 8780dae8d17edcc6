import type { UploadOutcome } from '@hilo/channels'
import { type Content, fileOf, type Id } from '@hilo/protocol'
import { blobKeyOf } from '../../blobs/blob-store.ts'
import { forgetExternalId, keepExternalId, readFileToSend } from '../../domain/media/external-id.ts'
import { ownFailure } from '../../domain/reason/reasons.ts'
import type { BoundChannel, WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import type { Http, HttpAnswer } from '../platform/http-send.ts'

export type Uploaded =
  /** It may be rendered now. */
  | { type: 'ready'; content: Content }
  | { type: 'refused'; outcome: Exclude<UploadOutcome, { type: 'uploaded' }> }

const LOST = { type: 'rejected' as const, ...ownFailure('media') }

type Upload = { http: Http; bound: BoundChannel; orgId: Id }

/**
 * Brings the file of a part to its platform, unless it is there already. What the platform called it is kept
 * before the message goes, so that a crash between the two repeats at most the upload, which no contact sees.
 */
export async function uploadFile(
  { db, blobs }: Pick<WorkerContext, 'db' | 'blobs'>,
  { http, bound, orgId }: Upload,
  part: Content,
): Promise<Uploaded> {
  const carried = fileOf(part)
  if (carried?.externalId !== undefined || carried?.mediaId === undefined)
    return { type: 'ready', content: part }
  const id = carried.mediaId as Id
  const file = await persist(() => readFileToSend(db, { orgId, id }))
  if (!file) return { type: 'refused', outcome: LOST }
  if (file.externalId !== null) return { type: 'ready', content: withFile(part, file.externalId) }

  const filename = file.filename ?? carried.filename ?? 'file'
  const { channel, settings } = bound
  const form = channel.upload({ ...file, filename, kind: carried.kind }, settings)
  if ('type' in form) return { type: 'refused', outcome: form }
  let isLost = false
  const answer = await http.upload(form, async () => {
    const bytes = await blobs.open(blobKeyOf(orgId, id))
    isLost = bytes === null
    return bytes
  })
  if (isLost) return { type: 'refused', outcome: LOST }
  if (answer.type !== 'answered') return { type: 'refused', outcome: notTaken(answer) }
  const outcome = channel.uploaded(answer.status, answer.body)
  if (outcome.type !== 'uploaded') return { type: 'refused', outcome }
  await persist(() => keepExternalId(db, { orgId, id }, outcome))
  return { type: 'ready', content: withFile(part, outcome.externalId) }
}

/** What is sent, with the platform's name of its file. */
function withFile(part: Content, externalId: string): Content {
  if (part.type === 'media') return { ...part, externalId }
  return part.type === 'template' && part.header?.type === 'media'
    ? { ...part, header: { ...part.header, externalId } }
    : part
}

/** The platform refused what carries it. */
export async function forgetUpload(
  { db }: Pick<WorkerContext, 'db'>,
  orgId: Id,
  part: Content,
): Promise<void> {
  const id = fileOf(part)?.mediaId as Id | undefined
  if (id === undefined) return
  await persist(() => forgetExternalId(db, { orgId, id }))
}

type NotTaken = Exclude<HttpAnswer, { type: 'answered' }>

function notTaken({ type, reason }: NotTaken): Extract<UploadOutcome, { type: 'retry' }> {
  const failure =
    type === 'lost' ? ownFailure('upload_lost', { code: 'upload' }) : ownFailure('upload', { detail: reason })
  return { type: 'retry', ...failure, scope: 'message', afterMs: null }
}
