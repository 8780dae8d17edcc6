import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import fastifyStatic from '@fastify/static'
import { newId } from '@hilo/protocol'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { WebSocketServer } from 'ws'
import type { HttpContext } from './context.ts'
import { answerErrors, send } from './errors.ts'
import { mediaBytesRoutes } from './media-bytes.ts'
import { pictureBytesRoutes } from './picture-bytes.ts'
import { createRealtime } from './realtime.ts'
import { revocationRoutes } from './revocations.ts'
import { bindRoute, refuseForeignOrigin } from './route.ts'
import { aiRoutes } from './routes/ai.ts'
import { aiInstructionRoutes } from './routes/ai-instructions.ts'
import { aiToolRoutes } from './routes/ai-tools.ts'
import { answerRoutes } from './routes/answers.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { articlePictureRoutes } from './routes/article-pictures.ts'
import { articleRoutes } from './routes/articles.ts'
import { backendRoutes } from './routes/backends.ts'
import { broadcastRoutes } from './routes/broadcasts.ts'
import { contactRoutes } from './routes/contacts.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { copilotRoutes } from './routes/copilot.ts'
import { evaluationRoutes } from './routes/evaluations.ts'
import { eventRoutes } from './routes/events.ts'
import { exceptionalDayRoutes } from './routes/exceptional-days.ts'
import { fileRoutes } from './routes/files.ts'
import { healthRoutes } from './routes/health.ts'
import { inboxRoutes } from './routes/inboxes.ts'
import { knowledgeRoutes } from './routes/knowledge.ts'
import { ledgerRoutes } from './routes/ledger.ts'
import { linkHostRoutes } from './routes/link-hosts.ts'
import { logRoutes } from './routes/log.ts'
import { mailRoutes } from './routes/mail.ts'
import { mediaRoutes } from './routes/media.ts'
import { offerRoutes } from './routes/offers.ts'
import { orgRoutes } from './routes/org.ts'
import { permissionRoutes } from './routes/permissions.ts'
import { runRoutes } from './routes/runs.ts'
import { signedIdentityRoutes } from './routes/signed-identity.ts'
import { sourceRoutes } from './routes/sources.ts'
import { tagRoutes } from './routes/tags.ts'
import { templateRoutes } from './routes/templates.ts'
import { testSetRoutes } from './routes/test-sets.ts'
import { webhookRoutes } from './webhooks.ts'
import { widgetRoutes } from './widget.ts'
import { widgetFileRoutes } from './widget-files.ts'
import { openWidgetSocket } from './widget-socket.ts'

const SOCKET_FRAME_MAX = 64 * 1_024

/** Every endpoint that has a contract. */
export const ROUTES = [
  ...aiRoutes,
  ...answerRoutes,
  ...aiInstructionRoutes,
  ...aiToolRoutes,
  ...apiKeyRoutes,
  ...articlePictureRoutes,
  ...articleRoutes,
  ...knowledgeRoutes,
  ...backendRoutes,
  ...broadcastRoutes,
  ...contactRoutes,
  ...conversationRoutes,
  ...copilotRoutes,
  ...evaluationRoutes,
  ...eventRoutes,
  ...fileRoutes,
  ...healthRoutes,
  ...inboxRoutes,
  ...ledgerRoutes,
  ...exceptionalDayRoutes,
  ...linkHostRoutes,
  ...permissionRoutes,
  ...signedIdentityRoutes,
  ...sourceRoutes,
  ...tagRoutes,
  ...templateRoutes,
  ...testSetRoutes,
  ...runRoutes,
  ...logRoutes,
  ...mailRoutes,
  ...mediaRoutes,
  ...offerRoutes,
  ...orgRoutes,
]

/** Who stops the server does not wait longer for who asked it something. */
const ANSWERED_MS = 2_000
const IDLE_MS = 20

export type HttpServer = { listen(): Promise<string>; close(): Promise<void> }

/** Everything that answers on the server's port: API, webhooks, widget, dashboard and the two sockets. */
export async function createHttpServer(
  context: HttpContext,
  loggerInstance: FastifyBaseLogger,
): Promise<HttpServer> {
  const server = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    trustProxy: 'loopback',
    forceCloseConnections: 'idle',
    bodyLimit: 1_048_576,
  }) as unknown as FastifyInstance
  let isOver = false
  answerErrors(server, () => isOver)
  secureHeaders(server, context)
  for (const route of ROUTES) bindRoute(server, context, route)
  await server.register(async (scope) => webhookRoutes(scope, context))
  await server.register(async (scope) => revocationRoutes(scope, context))
  await server.register(async (scope) => authRoutes(scope, context))
  await server.register(async (scope) => widgetRoutes(scope, context))
  await server.register(async (scope) => widgetFileRoutes(scope, context))
  await server.register(async (scope) => mediaBytesRoutes(scope, context))
  await server.register(async (scope) => pictureBytesRoutes(scope, context))
  server.get('/healthz', async () => ({ ok: true, mail: context.mailer.state().status }))
  await dashboard(server, context)
  const closeSockets = openSockets(server, context)
  return {
    listen: () => server.listen({ host: context.config.host, port: context.config.port }),
    close: async () => {
      closeSockets()
      // What is asked already is answered while there is a database; a stream without end is not waited for.
      const late = setTimeout(() => server.server.closeAllConnections(), ANSWERED_MS)
      // A browser keeps the connection of an answer for its next request.
      const idle = setInterval(() => server.server.closeIdleConnections(), IDLE_MS)
      await server.close()
      isOver = true
      clearTimeout(late)
      clearInterval(idle)
    },
  }
}

function secureHeaders(server: FastifyInstance, { config }: HttpContext): void {
  const frames = config.simulators ? ' http://127.0.0.1:* http://localhost:*' : ''
  const policy = [
    "default-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    `frame-src 'self'${frames}`,
    "connect-src 'self' ws: wss:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
  server.addHook('onRequest', async (request, reply) => {
    // Meta reads the status alone; what is not sent costs nothing.
    if (request.url.startsWith('/webhooks/')) return
    reply.header('content-security-policy', policy)
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cross-origin-opener-policy', 'same-origin')
    if (config.publicUrl.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000')
    if (request.url.startsWith('/v1/') || request.url.startsWith('/api/'))
      reply.header('cache-control', 'no-store')
  })
}

async function authRoutes(server: FastifyInstance, { auth, publicUrl }: HttpContext): Promise<void> {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 65_536 }, (_request, body, done) =>
    done(null, body),
  )
  server.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    handler: async (request, reply) => {
      if (request.method === 'POST') refuseForeignOrigin(request, publicUrl)
      const headers = new Headers(request.headers as Record<string, string>)
      const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null
      const answer = await auth.handle(
        new Request(new URL(request.url, publicUrl), { method: request.method, headers, body }),
      )
      reply.status(answer.status)
      for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value)
      reply.header('set-cookie', answer.headers.getSetCookie())
      return reply.send(Buffer.from(await answer.arrayBuffer()))
    },
  })
}

/** The dashboard is one page that finds its way by itself: every path that is nothing else gets it. */
async function dashboard(server: FastifyInstance, { config }: HttpContext): Promise<void> {
  await server.register(fastifyStatic, {
    root: join(config.dashboardDir, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
  })
  server.setNotFoundHandler(async (request, reply) => {
    if (request.method !== 'GET' || !isPage(request.url))
      return send(reply, request, { status: 404, code: 'not_found', message: 'There is nothing here.' })
    const page = await readFile(join(config.dashboardDir, 'index.html'))
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
  })
}

const NOT_PAGES = /^\/(?:(?:v1|api|webhooks|widget|assets|media)(?:\/|$)|openapi)|\.\w{1,8}$/

/** No address of the dashboard ends as the name of a file does: who asks for a file is not answered with a page. */
function isPage(url: string): boolean {
  return !NOT_PAGES.test(url.split(/[?#]/, 1)[0] ?? '')
}

/** Sockets are opened for pages of this server only: a foreign page has no business here. */
function openSockets(server: FastifyInstance, context: HttpContext): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: SOCKET_FRAME_MAX,
    perMessageDeflate: false,
  })
  const realtime = createRealtime(context)
  server.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host')
    const known = pathname === '/v1/realtime' || pathname === '/widget/v1/socket'
    if (!known || !isOwnOrigin(request, context.publicUrl)) {
      socket.end(`HTTP/1.1 ${known ? '403 Forbidden' : '404 Not Found'}\r\nconnection: close\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (open) => {
      open.on('error', () => open.terminate())
      if (pathname === '/widget/v1/socket') return openWidgetSocket(context, open)
      const headers = request.headers as Record<string, string | undefined>
      realtime.open(open, headers, searchParams.get('org') ?? undefined).catch(() => open.close(1011))
    })
  })
  return () => {
    realtime.close()
    for (const open of sockets.clients) open.terminate()
  }
}

function isOwnOrigin({ headers }: IncomingMessage, publicUrl: string): boolean {
  const { origin, host } = headers
  if (origin === undefined || !URL.canParse(origin)) return false
  return origin === new URL(publicUrl).origin || new URL(origin).host === host
}
