import { Readable } from 'node:stream'
import { AppError, newId } from '@hilo/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { keepVisitorFile } from '../domain/media/visitor-upload.ts'
import type { HttpContext } from './context.ts'
import { inboxOfKey } from './widget.ts'
import { externalIdOf, requireVisitor, VISITOR, vouchFor } from './widget-visitor.ts'

/**
 * Files that visitors of a widget send. One upload is one message, with the client id that makes a repeated
 * one the same. What it becomes is the same as of every stranger's file: `media-bytes.ts` says.
 */

const Query = z.strictObject({
  key: z.string().max(64),
  filename: z.string().trim().min(1).max(240),
  clientId: z.string().regex(/^[\x21-\x7e]{8,64}$/),
  locale: z.string().max(35).optional(),
})

/** Of all visitors, on this node: each holds a connection and a file of the blob store open. */
const UNDER_WAY_MAX = 50

export async function widgetFileRoutes(server: FastifyInstance, context: HttpContext): Promise<void> {
  const underWay = new Set<string>()
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

  server.post('/widget/v1/files', async (request) => {
    const visitor = secretOf(request)
    if (underWay.has(visitor) || underWay.size >= UNDER_WAY_MAX) {
      throw new AppError('too_many_requests', 'One file after the other: wait until the last one is sent.')
    }
    underWay.add(visitor)
    try {
      return await take(context, visitor, request)
    } finally {
      underWay.delete(visitor)
    }
  })
}

/** Only a page of this server can send this header: another site would have to be allowed to first. */
function secretOf({ headers }: FastifyRequest): string {
  const visitor = headers['x-hilo-visitor']
  if (typeof visitor === 'string' && VISITOR.test(visitor)) return visitor
  throw new AppError('not_authenticated', 'Say hello first.')
}

async function take(context: HttpContext, secret: string, request: FastifyRequest) {
  const { key, filename, clientId, locale = null } = Query.parse(request.query)
  const inbox = await inboxOfKey(context, key)
  if (!inbox) throw new AppError('not_found', 'There is no widget with this key.')
  const { orgId, id: inboxId } = inbox
  const identity = request.headers['x-hilo-identity']
  const given = { visitor: secret, identity: typeof identity === 'string' ? identity : undefined }
  const visitor = await requireVisitor(context, inbox, given)
  const { addressHash, address, person } = visitor
  await vouchFor(context, inbox, visitor)
  const content = await keepVisitorFile(
    context,
    { orgId, inboxId, addressHash },
    {
      ...{ filename, size: sizeOf(request) },
      bytes: bytesOf(request),
    },
  )
  await context.work.receive(inbox, {
    ...{ id: newId(), content, clientId, locale, externalId: externalIdOf(visitor, clientId) },
    sender: [address],
    ...{ senderName: person?.name ?? null, sentAt: new Date(), replyTo: null, windowHours: 0 },
  })
  return { isStored: true }
}

function sizeOf({ headers }: FastifyRequest): number | null {
  const size = Number(headers['content-length'] ?? Number.NaN)
  return Number.isSafeInteger(size) ? size : null
}

function bytesOf({ body }: FastifyRequest): AsyncIterable<Uint8Array> {
  const stream = body instanceof Readable ? body : Readable.from([])
  // What is refused must not close the connection on which it is told.
  return stream.iterator({ destroyOnReturn: false })
}
