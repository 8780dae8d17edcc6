import { readSignedRequest } from '@hilo/channels'
import { AppError } from '@hilo/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readDeletion } from '../domain/deletion/deletion.ts'
import type { HttpContext } from './context.ts'
import { DELETION_STYLE_HASH, deletionPage } from './deletion-page.ts'

const BODY_MAX = 16_384
const CODE = /^[\w-]{24}$/

type AppParams = { Params: { app: string } }

/**
 * What Meta calls when a person takes the app away, or asks for deletion: a form with a `signed_request`, and
 * nothing is believed or written without its signature. The page under the code is for everybody who has it.
 *
 * https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
 */
export async function revocationRoutes(server: FastifyInstance, context: HttpContext): Promise<void> {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_MAX }, (_request, body, done) =>
    done(null, body),
  )

  server.post<AppParams>('/webhooks/meta/:app/deauthorize', async (request) => {
    await context.work.connector.revoke({ ...(await whoAsks(context, request)), kind: 'deauthorize' })
    return { success: true }
  })

  server.post<AppParams>('/webhooks/meta/:app/data-deletion', async (request) => {
    const asked = { ...(await whoAsks(context, request)), kind: 'deletion' } as const
    const code = await context.work.connector.revoke(asked)
    return { url: `${context.publicUrl}/data-deletion/${code}`, confirmation_code: code }
  })

  server.get<{ Params: { code: string } }>('/data-deletion/:code', async (request, reply) => {
    const { code } = request.params
    const deletion = CODE.test(code) ? await readDeletion(context.db.global, code) : null
    const language = /^\s*es\b/i.test(request.headers['accept-language'] ?? '') ? 'es' : 'en'
    return reply
      .status(deletion ? 200 : 404)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', `default-src 'none'; style-src '${DELETION_STYLE_HASH}'`)
      .header('cache-control', 'no-store')
      .header('x-robots-tag', 'noindex')
      .send(deletionPage(deletion, code, language))
  })
}

/** @throws AppError `invalid_request` for what Meta did not sign for this app. */
async function whoAsks(
  { metaApp }: HttpContext,
  { params, body }: FastifyRequest<AppParams>,
): Promise<{ appId: string; userId: string }> {
  const text = Buffer.isBuffer(body) ? new URLSearchParams(body.toString('utf8')).get('signed_request') : null
  const app = await metaApp(params.app)
  for (const secret of app?.secrets ?? []) {
    const asked = text === null ? null : readSignedRequest(text, secret)
    if (asked) return { appId: params.app, userId: asked.user_id }
  }
  throw new AppError('invalid_request', 'This is no signed request of Meta for this app.')
}
