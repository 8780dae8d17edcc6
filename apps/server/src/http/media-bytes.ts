import { Readable } from 'node:stream'
import { MEDIA_BYTES_MAX } from '@hilo/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readToken } from '../domain/media/link.ts'
import { findMedia, type Media } from '../domain/media/media.ts'
import { withoutMetadata } from '../domain/media/metadata.ts'
import { plainType, shownTypeOf } from '../domain/media/mime-type.ts'
import { readMedia } from '../domain/media/read.ts'
import { isOfVisitor, readVisitorToken } from '../domain/media/visitor-link.ts'
import type { HttpContext } from './context.ts'
import { send } from './errors.ts'
import { disposition } from './filename.ts'
import { type ByteRange, readRange } from './range.ts'

type Asked = { Params: { '*': string }; Querystring: { download?: string } }

/**
 * The bytes of files, for whoever has a link (`domain/media/link.ts`, for visitors of a widget
 * `domain/media/visitor-link.ts`).
 *
 * They come from strangers. So nothing is ever interpreted: the type is one of a short list or none, the
 * browser may not guess another, and a file that is opened by itself has no origin and runs nothing. Pictures
 * leave without their metadata.
 */
export async function mediaBytesRoutes(server: FastifyInstance, context: HttpContext): Promise<void> {
  // A parameter of a path is at most a hundred characters long.
  server.get<Asked>('/media/*', async (request, reply) => {
    const link = readToken(context.keys, request.params['*'])
    if (link?.isExpired) {
      const message = 'This link has expired. Open the file again from its conversation.'
      return refuse(request, reply, { status: 410, message })
    }
    return serve(context, link, { request, reply })
  })
  server.get<Asked>('/widget/v1/media/*', async (request, reply) => {
    const file = readVisitorToken(context.keys, request.params['*'])
    const isTheirs = file !== null && (await isOfVisitor(context.db, file))
    return serve(context, isTheirs ? file : null, { request, reply })
  })
}

type Exchange = { request: FastifyRequest<Asked>; reply: FastifyReply }

async function serve(
  context: HttpContext,
  link: Link | null,
  { request, reply }: Exchange,
): Promise<FastifyReply> {
  if (!link) return refuse(request, reply, { status: 404, message: 'There is no such file.' })
  const served = await open(context, link, request)
  if (typeof served === 'string') return refuse(request, reply, { status: 404, message: served })
  return answer(fence(reply), served, { isDownload: request.query.download !== undefined })
}

function fence(reply: FastifyReply): FastifyReply {
  return reply
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, message }: { status: number; message: string },
): FastifyReply {
  return send(fence(reply).header('cache-control', 'no-store'), request, {
    status,
    code: 'not_found',
    message,
  })
}

type Served = {
  media: Media
  /** Null: to be downloaded only. */
  shownType: string | null
  size: number
  range: ByteRange
  bytes: AsyncIterable<Uint8Array>
}

type Link = { orgId: string; id: string }

/** What is to be sent; a sentence when there is nothing. */
async function open(
  context: HttpContext,
  { orgId, id }: Link,
  { headers }: FastifyRequest,
): Promise<Served | string> {
  const media = await findMedia(context.db, orgId, id)
  const size = media?.size ?? 0
  const asked = readRange(headers.range, size)
  const isPicture = plainType(media?.mimeType ?? '').startsWith('image/')
  if (media && isPicture && size <= MEDIA_BYTES_MAX.image)
    return openPicture(context, { orgId, media }, headers)

  // What is not sent is not opened.
  if (media?.status === 'stored' && asked.type === 'beyond') {
    return { media, shownType: null, size, range: asked, bytes: Readable.from([]) }
  }
  const part = asked.type === 'part' ? asked : undefined
  const read = await readMedia(context, { orgId, id }, part)
  if (read.type !== 'stored') return read.type === 'due' ? 'This file is being fetched.' : read.reason
  const mimeType = read.media.mimeType ?? ''
  const shownType = isPicture ? null : shownTypeOf(mimeType)
  return { media: read.media, shownType, size, range: asked, bytes: read.bytes }
}

/** Read whole, because what it says of itself is taken out; it is no more than 5 MB. */
async function openPicture(
  context: HttpContext,
  { orgId, media }: { orgId: string; media: Media },
  headers: FastifyRequest['headers'],
): Promise<Served | string> {
  const read = await readMedia(context, { orgId, id: media.id })
  if (read.type !== 'stored') return read.type === 'due' ? 'This file is being fetched.' : read.reason
  const raw = Buffer.concat(await Array.fromAsync(read.bytes))
  const mimeType = read.media.mimeType ?? ''
  const clean = shownTypeOf(mimeType) ? withoutMetadata(raw, mimeType) : null
  const whole = clean ?? raw
  const range = readRange(headers.range, whole.length)
  const part = range.type === 'part' ? whole.subarray(range.start, range.end + 1) : whole
  const bytes = Readable.from([part])
  return {
    media: read.media,
    shownType: clean ? plainType(mimeType) : null,
    size: whole.length,
    range,
    bytes,
  }
}

function answer(
  reply: FastifyReply,
  { media, shownType, size, range, bytes }: Served,
  { isDownload }: { isDownload: boolean },
): FastifyReply {
  reply.header('accept-ranges', 'bytes')
  if (range.type === 'beyond') {
    return reply.status(416).header('content-range', `bytes */${size}`).send('')
  }
  const isInline = shownType !== null && !isDownload
  reply
    .type(shownType ?? 'application/octet-stream')
    .header('cache-control', 'private, max-age=300')
    .header('content-disposition', disposition(isInline, media))
  if (range.type === 'whole') reply.header('content-length', size)
  else {
    const { start, end } = range
    reply.status(206).header('content-range', `bytes ${start}-${end}/${size}`)
    reply.header('content-length', end - start + 1)
  }
  return reply.send(Readable.from(bytes))
}
