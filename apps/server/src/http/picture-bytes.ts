import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { blobKeyOf } from '../blobs/blob-store.ts'
import { pictureOfMember, pictureOfReader, type StoredPicture } from '../domain/article-picture/link.ts'
import type { HttpContext } from './context.ts'
import { send } from './errors.ts'

type Asked = { Params: { '*': string } }

/**
 * The pictures of articles, for whoever has a link (`domain/article-picture/link.ts`). Each is one of three
 * types, was held against its first bytes when it came in, and runs nothing even when it is opened by itself.
 */
export async function pictureBytesRoutes(server: FastifyInstance, context: HttpContext): Promise<void> {
  server.get<Asked>('/media/pictures/*', async (request, reply) => {
    const picture = await pictureOfMember(context, request.params['*'])
    return serve(context, picture, { request, reply, cache: 'private, max-age=300' })
  })
  // What an article is public for may end: it is not kept for long.
  server.get<Asked>('/widget/v1/pictures/*', async (request, reply) => {
    const picture = await pictureOfReader(context, request.params['*'])
    return serve(context, picture, { request, reply, cache: 'public, max-age=300' })
  })
}

type Exchange = { request: FastifyRequest; reply: FastifyReply; cache: string }

async function serve(
  { blobs }: HttpContext,
  picture: StoredPicture | null,
  { request, reply, cache }: Exchange,
): Promise<FastifyReply> {
  reply
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
  const bytes = picture && (await blobs.open(blobKeyOf(picture.orgId, picture.id)))
  if (!picture || !bytes) {
    const message = 'There is no such picture, or its link has expired.'
    return send(reply.header('cache-control', 'no-store'), request, {
      status: 404,
      code: 'not_found',
      message,
    })
  }
  return reply
    .type(picture.mimeType)
    .header('cache-control', cache)
    .header('content-length', picture.size)
    .header('content-disposition', 'inline')
    .send(Readable.from(bytes))
}
