import { createHash } from 'node:crypto'
import type { MediaPlace } from '@hilo/channels'
import { type Id, MEDIA_BYTES_MAX, type MediaFailure } from '@hilo/protocol'
import type { Egress } from '@hilo/runtime'
import { blobKeyOf } from '../../blobs/blob-store.ts'
import { type ClaimedJob, finishJob, postponeJob } from '../../domain/job/claim.ts'
import type { Job } from '../../domain/job/enqueue.ts'
import { HEAD_BYTES, typeOfFile } from '../../domain/media/file-type.ts'
import { FAILURE_WORDS, findMedia, type Media } from '../../domain/media/media.ts'
import { isTaken } from '../../domain/media/mime-type.ts'
import { type Fetched, settleMedia } from '../../domain/media/settle.ts'
import { createOrgSlots } from '../../slots.ts'
import type { BoundChannel, WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import type { HttpSend } from '../platform/http-send.ts'

/**
 * Fetches the files that contacts send from the platform, into the blob store.
 *
 * The platform is asked for a new address at each attempt, because one is good for minutes; the bytes come
 * through the guarded way out, from the platform's own hosts and without redirects. What is longer than its
 * kind may be, or differs from what the platform says of it, is not kept. A process that dies leaves the job
 * to the next one, and a file that is fetched twice is stored once.
 */
export type MediaFetcher = {
  fetch(claimed: ClaimedJob, job: FetchJob): Promise<void>
  forget(claimed: ClaimedJob, mediaId: Id): Promise<void>
  /** Breaks off what is under way; the next start begins it anew. */
  close(): Promise<void>
}

type FetchJob = Extract<Job, { kind: 'fetch_media' }>

/** Downloads at a time, so that a flood of files leaves room for everything else. */
const SLOTS = 6
/** Of one org, so that the flood of one is not the wait of all. */
const ORG_SLOTS = 3
const TIMEOUT_MS = 5 * 60_000

/** Pauses after each attempt, in seconds: about a day together. A media id is good for a week. */
const PAUSES = [5, 15, 45, 135, 405, 1_215, 3_645, 10_935, 21_600, 21_600, 21_600]

/** How an attempt ended. `detail` is for whoever looks for the reason. */
type Attempt =
  | Extract<Fetched, { type: 'stored' }>
  | { type: 'failed' | 'retry'; failure: MediaFailure; detail: string }

type Needs = {
  http: HttpSend
  egress: Egress
  /** The bytes are here: what waits for them is due. */
  onStored(orgId: Id, mediaId: Id): Promise<void>
}
type Parts = Needs & { context: WorkerContext; closing: AbortSignal }

export function createMediaFetcher(context: WorkerContext, needs: Needs): MediaFetcher {
  const inSlot = createOrgSlots(SLOTS, ORG_SLOTS)
  const end = new AbortController()
  const parts: Parts = { ...needs, context, closing: end.signal }
  return {
    fetch: (claimed, job) => inSlot(claimed.orgId, () => run(parts, claimed, job)),
    async forget(claimed, mediaId) {
      await context.blobs.remove(blobKeyOf(claimed.orgId, mediaId))
      await finishJob(context.db, claimed)
    },
    async close() {
      end.abort()
      await needs.egress.close()
    },
  }
}

async function run(parts: Parts, claimed: ClaimedJob, job: FetchJob): Promise<void> {
  const { context, closing } = parts
  const { orgId } = claimed
  if (closing.aborted) return
  const media = await persist(() => findMedia(context.db, orgId, job.mediaId))
  if (media?.status !== 'due') return finishJob(context.db, claimed)
  const attempt = await tryOnce(parts, media, { orgId, job })
  // Broken off: the claim ends with this process.
  if (closing.aborted) return
  const pause = PAUSES[claimed.attempts - 1]
  if (attempt.type === 'retry' && pause !== undefined) {
    const error = `${attempt.failure}: ${attempt.detail}`
    return postponeJob(context.db, claimed, { error, afterSeconds: pause })
  }
  if (attempt.type !== 'stored') tellOrg(context, { orgId, media, attempt })
  const isKept = await settle(context, claimed, { media, attempt, kind: job.mediaKind })
  if (isKept && attempt.type === 'stored') await parts.onStored(orgId, media.id)
}

async function settle(
  { db, bus, blobs }: WorkerContext,
  { orgId, id: jobId }: ClaimedJob,
  { media, attempt, kind }: { media: Media; attempt: Attempt; kind: FetchJob['mediaKind'] },
): Promise<boolean> {
  const fetched: Fetched = attempt.type === 'stored' ? attempt : { type: 'failed', failure: attempt.failure }
  const version = await persist(() => settleMedia(db, { orgId, jobId, media, kind }, fetched))
  const { conversationId } = media
  if (version !== null) bus.publish({ type: 'conversation', orgId, conversationId, version })
  if (version !== null) return true
  // Withdrawn by the contact while it was fetched: its bytes came after they were removed.
  const now = await persist(() => findMedia(db, orgId, media.id))
  if (now?.status === 'gone') await blobs.remove(blobKeyOf(orgId, media.id))
  return false
}

function tellOrg(
  { executionLog }: WorkerContext,
  { orgId, media, attempt }: { orgId: Id; media: Media; attempt: Exclude<Attempt, { type: 'stored' }> },
): void {
  executionLog.write(orgId, {
    ...{ severity: 'warn', source: 'webhook', kind: 'media.failed', conversationId: media.conversationId },
    text: `A contact’s file could not be had. ${FAILURE_WORDS[attempt.failure]}`,
    data: { mediaId: media.id, failure: attempt.failure, detail: attempt.detail },
  })
}

type Place = Extract<MediaPlace, { type: 'found' }>

async function tryOnce(
  parts: Parts,
  media: Media,
  { orgId, job }: { orgId: Id; job: FetchJob },
): Promise<Attempt> {
  const { context, http } = parts
  const inbox = await context.inboxes(orgId, job.inboxId)
  const bound = inbox ? context.channelOf(inbox) : null
  if (!bound) return { type: 'failed', failure: 'refused', detail: 'Its inbox is not connected.' }
  const place = await placeOf(http, bound, job.externalId)
  if (place.type === 'unreachable') return { type: 'retry', failure: 'unreachable', detail: place.reason }
  if (place.type === 'gone') return { type: 'failed', failure: 'expired', detail: place.reason }
  if (place.type === 'retry') return { type: 'retry', failure: 'refused', detail: place.reason }

  const mimeType = place.mimeType ?? media.mimeType
  if (mimeType !== null && !isTaken(job.mediaKind, mimeType)) return wrongType(mimeType, job.mediaKind)
  const sizeMax = MEDIA_BYTES_MAX[job.mediaKind]
  if (place.size !== null && place.size > sizeMax) return tooLarge(place.size)
  const key = blobKeyOf(orgId, media.id)
  return download(parts, place, { key, mimeType, kind: job.mediaKind, sizeMax })
}

/** Where the file is: asked of the platform, unless the id says it. */
async function placeOf(
  http: HttpSend,
  { channel, settings }: BoundChannel,
  externalId: string,
): Promise<MediaPlace | { type: 'unreachable'; reason: string }> {
  const found = channel.findMedia(externalId, settings)
  if ('type' in found) return found
  const answer = await http(found)
  if (answer.type !== 'answered') return { type: 'unreachable', reason: answer.reason }
  return channel.mediaPlace(answer.status, answer.body, settings)
}

type Wanted = {
  key: ReturnType<typeof blobKeyOf>
  /** Null where the platform does not say: then the first bytes do. */
  mimeType: string | null
  kind: FetchJob['mediaKind']
  sizeMax: number
}

async function download(
  { context, egress, closing }: Parts,
  place: Place,
  { key, ...wanted }: Wanted,
): Promise<Attempt> {
  const { url, headers, hosts } = place
  const signal = AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)])
  const request = { method: 'GET', url, headers: Object.entries(headers), body: null, allow: hosts, signal }
  const found: Found = { size: 0, sha256: '', mimeType: wanted.mimeType, refusal: null }
  try {
    const { status, body } = await egress.stream(request)
    if (status !== 200) {
      await discard(body)
      return { type: 'retry', failure: 'unreachable', detail: `HTTP ${status} for the bytes` }
    }
    // What is refused ends in an error, so that the store keeps nothing of it.
    await context.blobs.put(key, checked(body, { place, wanted, found }))
    const { size, sha256, mimeType } = found
    return { type: 'stored', mimeType: mimeType ?? 'application/octet-stream', size, sha256 }
  } catch (error) {
    return found.refusal ?? { type: 'retry', failure: 'unreachable', detail: String(error).slice(0, 300) }
  }
}

type Found = { size: number; sha256: string; mimeType: string | null; refusal: Attempt | null }
type Check = { place: Place; wanted: Omit<Wanted, 'key'>; found: Found }

/** Passes the bytes on, and throws when they are too many or not those that the platform spoke of. */
async function* checked(
  body: AsyncIterable<Buffer>,
  { place, wanted: { kind, sizeMax }, found }: Check,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  const refuse = (refusal: Attempt) => {
    found.refusal = refusal
    return new Error('The bytes are not kept.')
  }
  for await (const part of body) {
    found.size += part.length
    if (found.size > sizeMax) throw refuse(tooLarge(found.size))
    if (found.mimeType === null) {
      found.mimeType = typeOfReceived(part, kind)
      if (!isTaken(kind, found.mimeType)) throw refuse(wrongType(found.mimeType, kind))
    }
    hash.update(part)
    yield part
  }
  found.sha256 = hash.digest('hex')
  const isWhole = place.size === null || place.size === found.size
  const isSame = place.sha256 === null || place.sha256 === found.sha256
  if (isWhole && isSame) return
  const detail = isWhole ? 'Another sha256 than announced.' : `${found.size} bytes, not ${place.size}.`
  throw refuse({ type: 'retry', failure: 'damaged', detail })
}

/** Sound without pictures is packed as a video is. */
function typeOfReceived(start: Buffer, kind: FetchJob['mediaKind']): string {
  const type = typeOfFile(start.subarray(0, HEAD_BYTES), '')
  return kind === 'audio' && type === 'video/mp4' ? 'audio/mp4' : type
}

function wrongType(mimeType: string, kind: FetchJob['mediaKind']): Attempt {
  return { type: 'failed', failure: 'type', detail: `${mimeType.slice(0, 100)} as ${kind}` }
}

function tooLarge(size: number): Attempt {
  return { type: 'failed', failure: 'too_large', detail: `At least ${size} bytes.` }
}

/** The first part is taken so that leaving ends the connection. */
async function discard(body: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of body) return
}
