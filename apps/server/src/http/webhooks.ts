import { answerHandshake, hasMetaSignature } from '@hilo/channels'
import type { FastifyInstance } from 'fastify'
import { linesOf, readJson } from '../domain/webhook/lines.ts'
import type { HttpContext } from './context.ts'

/** Meta's bodies reach 3 MB. */
const BODY_MAX = 4 * 1_048_576

/**
 * Where Meta calls. Before the 200 there are two things only: the signature over the raw bytes, with the
 * secrets of the app that the path names, and the commit of the raw event into the lines of the accounts
 * that it names. 401 leaves no trace; 503 makes Meta try again.
 */
export async function webhookRoutes(server: FastifyInstance, context: HttpContext): Promise<void> {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_MAX }, (_request, body, done) =>
    done(null, body),
  )

  server.get<{ Params: { app: string }; Querystring: Record<string, unknown> }>(
    '/webhooks/meta/:app',
    async (request, reply) => {
      const { app: id } = request.params
      // An app that is being connected is asked for its challenge before anything of it is stored.
      const verifyToken = (await context.metaApp(id))?.verifyToken ?? context.keys.verifyTokenOf(id)
      const challenge = answerHandshake(request.query, verifyToken)
      if (challenge === null) return reply.status(403).send()
      return reply.type('text/plain').send(challenge)
    },
  )

  server.post<{ Params: { app: string } }>('/webhooks/meta/:app', async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const header = request.headers['x-hub-signature-256']
    const signature = typeof header === 'string' ? header : undefined
    const app = await context.metaApp(request.params.app)
    if (!app || !hasMetaSignature(body, signature, app.secrets)) return reply.status(401).send()
    // The signature is a keyed digest of the body: what Meta repeats has the same one.
    const dedupKey = Buffer.from(String(signature).slice('sha256='.length), 'hex')
    const json = readJson(body)
    const lines = linesOf(app.id, { json, bytes: body.byteLength })
    const { id, fresh } = await context.storeEvent({ appId: app.id, dedupKey, body, lines })
    reply.status(200).send()
    // All that were stored together are answered before the first of them is worked on.
    if (fresh) setImmediate(() => context.work.accept({ id, appId: app.id, body, json, lines }))
    return reply
  })
}
