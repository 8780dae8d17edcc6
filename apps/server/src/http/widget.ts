import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { AppError } from '@hilo/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { WEB_APP } from '../domain/inbox/create-widget.ts'
import { greetingOf } from '../domain/inbox/greeting.ts'
import type { Inbox } from '../domain/inbox/inbox.ts'
import type { HttpContext } from './context.ts'

const KEY = /^[\w-]{1,64}$/

const FRAME_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
].join('; ')

/** The inbox of a widget key; null for a key nobody has. */
export async function inboxOfKey({ work, inboxes }: HttpContext, key: string): Promise<Inbox | null> {
  const binding = KEY.test(key) ? await work.directory(WEB_APP, key) : null
  return binding ? inboxes(binding.orgId, binding.inboxId) : null
}

/** The loader, the app in its frame, and what it needs to know before it connects. */
export async function widgetRoutes(server: FastifyInstance, context: HttpContext): Promise<void> {
  const { widgetDir } = context.config
  await server.register(fastifyStatic, {
    root: join(widgetDir, 'frame/assets'),
    prefix: '/widget/frame/assets/',
    immutable: true,
    maxAge: '365d',
  })

  server.get('/widget/loader.js', async (_request, reply) => {
    const loader = await readFile(join(widgetDir, 'loader.js'))
    return reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('access-control-allow-origin', '*')
      .send(loader)
  })

  server.get<{ Querystring: { key?: unknown } }>('/widget/frame/', async (request, reply) => {
    const inbox = await requireInbox(context, request.query.key)
    const page = await readFile(join(widgetDir, 'frame/index.html'))
    const sites = inbox.settings.allowedOrigins?.join(' ')
    // Every page around the frame counts, and the playground shows the site in a frame of its own.
    const ancestors = sites ? `'self' ${sites}` : "'none'"
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', `${FRAME_POLICY}; frame-ancestors ${ancestors}`)
      .removeHeader('x-frame-options')
      .header('cache-control', 'no-cache')
      .send(page)
  })

  server.get<{ Querystring: { key?: unknown } }>('/widget/v1/config', async (request, reply) => {
    const inbox = await requireInbox(context, request.query.key)
    allowOrigin(request, reply, inbox)
    const { name, settings, backend, orgLocale: locale } = inbox
    return { name, color: settings.color, greeting: greetingOf(settings, backend?.id ?? null), locale }
  })
}

async function requireInbox(context: HttpContext, key: unknown): Promise<Inbox> {
  const inbox = typeof key === 'string' ? await inboxOfKey(context, key) : null
  if (!inbox)
    throw new AppError(
      'not_found',
      'There is no widget with this key. Copy it again from the inbox settings.',
    )
  return inbox
}

/** Only the sites that the inbox names may read the config from their own pages. */
function allowOrigin(request: FastifyRequest, reply: FastifyReply, inbox: Inbox): void {
  const { origin } = request.headers
  reply.header('vary', 'origin')
  if (!origin || origin === `${request.protocol}://${request.host}`) return
  if (!inbox.settings.allowedOrigins?.includes(origin)) {
    throw new AppError('not_allowed', 'This site is not among the allowed origins of the widget.')
  }
  reply.header('access-control-allow-origin', origin)
}
