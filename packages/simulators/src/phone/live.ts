import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Chat, chatOf, type WhatsApp, type WorldEvent } from '../whatsapp/world.ts'

const PATH = /^\/phones\/whatsapp\/([^/]+)\/live$/

/** How much of a thread a phone shows when it is opened. */
const SHOWN_MAX = 300

/**
 * Keeps open phone pages up to date: first everything they show, then each message as it is or changes. A
 * page that was away connects again and begins with everything anew.
 */
export function phoneLive(server: Server, world: WhatsApp): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true })

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const chat = isSameOrigin(request) ? chatAt(world, request) : null
    if (!chat) return void socket.destroy()
    sockets.handleUpgrade(request, socket, head, (client) => follow(world, chat, client))
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

function chatAt(world: WhatsApp, request: IncomingMessage): Chat | null {
  const url = new URL(request.url ?? '/', 'http://simulators')
  const person = world.people.get(decodeURIComponent(PATH.exec(url.pathname)?.[1] ?? ''))
  const number = world.numbers.get(url.searchParams.get('number') ?? '')
  return person && number ? chatOf(world, number.phoneNumberId, person.id) : null
}

function follow(world: WhatsApp, chat: Chat, client: WebSocket): void {
  const typingMs = () => Math.max(0, chat.typingUntil - world.clock.now())
  const tell = (frame: unknown) => client.send(JSON.stringify(frame))
  tell({ type: 'thread', messages: chat.messages.slice(-SHOWN_MAX), typingMs: typingMs() })

  const listener = (event: WorldEvent) => {
    if (event.chat === chat) tell({ type: 'message', message: event.message, typingMs: typingMs() })
  }
  world.listeners.add(listener)
  client.on('close', () => world.listeners.delete(listener))
  client.on('error', () => client.terminate())
}
