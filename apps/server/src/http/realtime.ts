import type { DashboardFrame, Id } from '@hilo/protocol'
import { WebSocket } from 'ws'
import type { Hint } from '../bus/bus.ts'
import type { HttpContext } from './context.ts'

/** A dashboard that does not read is cut at this backlog; it comes back and catches up. */
const BACKLOG_MAX = 1_048_576
const PING_MS = 30_000
/** The session is looked at again this often: whoever was signed out or removed stops hearing. */
const RECHECK_MS = 5_000

/** Tells dashboards what changed in their org. Frames are hints; the dashboard fetches what it misses. */
export function createRealtime(context: HttpContext): {
  open(
    socket: WebSocket,
    headers: Record<string, string | undefined>,
    orgId: string | undefined,
  ): Promise<void>
  close(): void
} {
  const byOrg = new Map<Id, Set<WebSocket>>()
  const unsubscribe = context.bus.subscribe((hint) => {
    const sockets = byOrg.get(hint.orgId)
    const frame = sockets ? frameOf(hint) : null
    if (!sockets || !frame) return
    const text = JSON.stringify(frame)
    for (const socket of sockets) send(socket, text)
  })

  return {
    async open(socket, headers, wanted) {
      const caller = await context.callers.identify(headers)
      const membership = caller ? await context.callers.membership(caller, wanted).catch(() => null) : null
      if (!membership) return socket.close(4401, 'Sign in to go on.')
      const { orgId } = membership
      const sockets = byOrg.get(orgId) ?? new Set()
      byOrg.set(orgId, sockets.add(socket))
      const stop = keepAlive(socket, async () => {
        const still = await context.callers.identify(headers)
        return (
          still !== null &&
          (await context.callers.membership(still, orgId).then(
            () => true,
            () => false,
          ))
        )
      })
      socket.on('close', () => {
        stop()
        sockets.delete(socket)
        if (sockets.size === 0) byOrg.delete(orgId)
      })
      send(socket, JSON.stringify({ type: 'hello', now: new Date().toISOString() } satisfies DashboardFrame))
    },
    close() {
      unsubscribe()
      for (const sockets of byOrg.values()) for (const socket of sockets) socket.terminate()
    },
  }
}

function frameOf(hint: Hint): DashboardFrame | null {
  switch (hint.type) {
    case 'conversation':
      return { type: 'conversation', id: hint.conversationId, version: hint.version }
    case 'run':
      return { type: 'run', id: hint.runId, conversationId: hint.conversationId, length: hint.length }
    case 'log':
      return { type: 'log' }
    case 'inboxes':
      return { type: 'inboxes' }
    case 'templates':
      return { type: 'templates' }
    case 'alarms':
      return { type: 'alarms' }
    case 'broadcasts':
      return { type: 'broadcasts' }
    case 'evaluations':
      return { type: 'evaluations' }
    case 'sources':
      return { type: 'sources' }
    case 'backends':
      return { type: 'backends' }
    // Members see what was said, not what is being written.
    case 'draft':
      return null
    case 'typing':
      return hint.from === 'contact' ? { type: 'typing', conversationId: hint.conversationId } : null
  }
}

function send(socket: WebSocket, text: string): void {
  if (socket.readyState !== WebSocket.OPEN) return
  if (socket.bufferedAmount > BACKLOG_MAX) socket.terminate()
  else socket.send(text)
}

/** Ends a connection whose other side is gone, or that is no longer allowed. */
export function keepAlive(socket: WebSocket, isAllowed: () => Promise<boolean>): () => void {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  const ping = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, PING_MS)
  const recheck = setInterval(() => {
    isAllowed().then(
      (allowed) => allowed || socket.close(4401, 'Your session has ended.'),
      // The database is away: the connection is not punished for it.
      () => undefined,
    )
  }, RECHECK_MS)
  return () => {
    clearInterval(ping)
    clearInterval(recheck)
  }
}
