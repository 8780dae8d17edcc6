import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { type Chat, chatOf, type WhatsApp, type WorldEvent } from '../whatsapp/world.ts'

/** What one phone page is told: first everything it shows, then every change, until it is let go. */
export type Followed = (tell: (frame: unknown) => void) => () => void

/** Finds what a page of this platform follows; null when there is no such phone or business. */
export type LiveSource = (personId: string, query: URLSearchParams) => Followed | null

const PATH = /^\/phones\/([a-z]+)\/([^/]+)\/live$/

/** How much of a thread a phone shows when it is opened. */
const SHOWN_MAX = 300

/**
 * Keeps open phone pages up to date: first everything they show, then each message as it is or changes. A
 * page that was away connects again and begins with everything anew.
 */
export function phoneLive(server: Server, sources: Record<string, LiveSource>): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true })

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const followed = isSameOrigin(request) ? followedBy(sources, request) : null
    if (!followed) return void socket.destroy()
    sockets.handleUpgrade(request, socket, head, (client) => {
      const letGo = followed((frame) => client.send(JSON.stringify(frame)))
      client.on('close', letGo)
      client.on('error', () => client.terminate())
    })
  }
  server.on('upgrade', onUpgrade)

  return {
    close() {
      server.off('upgrade', onUpgrade)
      for (const client of sockets.clients) client.terminate()
      sockets.close()
    },
  }
}

/** A page of another site must not read a phone, even one on this machine. */
function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  return origin === undefined || URL.parse(origin)?.host === host
}

function followedBy(sources: Record<string, LiveSource>, request: IncomingMessage): Followed | null {
  const url = new URL(request.url ?? '/', 'http://simulators')
  const [, channel = '', person = ''] = PATH.exec(url.pathname) ?? []
  const source = Object.hasOwn(sources, channel) ? sources[channel] : undefined
  return source?.(decodeURIComponent(person), url.searchParams) ?? null
}

/** The phones of WhatsApp. */
export function whatsappLive(world: WhatsApp): LiveSource {
  return (personId, query) => {
    const person = world.people.get(personId)
    const number = world.numbers.get(query.get('number') ?? '')
    if (!person || !number) return null
    return (tell) => follow(world, chatOf(world, number.phoneNumberId, person.id), tell)
  }
}

function follow(world: WhatsApp, chat: Chat, tell: (frame: unknown) => void): () => void {
  const state = () => ({
    typingMs: Math.max(0, chat.typingUntil - world.clock.now()),
    isBlocked: chat.isBlocked === true,
  })
  tell({ type: 'thread', messages: chat.messages.slice(-SHOWN_MAX), ...state() })

  const listener = (event: WorldEvent) => {
    if (event.chat === chat) tell({ type: 'message', message: event.message, ...state() })
  }
  world.listeners.add(listener)
  return () => world.listeners.delete(listener)
}
