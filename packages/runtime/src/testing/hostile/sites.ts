import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { EgressOptions } from '../../host/egress.ts'

/**
 * What hostile code finds outside: a site of the attacker's with every bad manner, another site, and a
 * service that only this machine may reach. `egress` lets the sites stand for the internet.
 */
export type Services = {
  readonly attackerUrl: string
  readonly otherUrl: string
  readonly insidePort: number
  readonly egress: EgressOptions
  /** Whether a site was sent something that no request of ours holds. */
  takeSmuggled(): boolean
  stop(): void
}

const MEGABYTE = 1024 * 1024
// Made once: neighbours are measured in this process, and must not wait for what a site does.
const HUGE = Buffer.alloc(30 * MEGABYTE, 'x')
const BIG = HUGE.subarray(0, 9 * MEGABYTE)
const PUBLIC = { address: '93.184.215.14', family: 4 }
const LOOPBACK = { address: '127.0.0.1', family: 4 }

export async function openServices(onInside: () => void): Promise<Services> {
  let smuggled = false
  const notice = ({ headers, url }: IncomingMessage) => {
    if ('smuggled' in headers || url?.startsWith('/smuggled')) smuggled = true
  }
  const attacker = await listening(
    createServer((request, response) => {
      notice(request)
      misbehave(request, response)
    }).on('connect', (_request, socket) => {
      smuggled = true
      socket.destroy()
    }),
  )
  const other = await listening(createServer(echo))
  const inside = await listening(
    createServer((_request, response) => {
      onInside()
      response.end('inside')
    }),
  )
  const [attackerAt, otherAt] = [hostOf(attacker), hostOf(other)]
  let rebinds = 0
  return {
    attackerUrl: `http://${attackerAt}`,
    otherUrl: `http://${otherAt}`,
    insidePort: portOf(inside),
    egress: {
      devLoopback: [attackerAt, otherAt],
      forbiddenHosts: ['server.test'],
      ports: [portOf(inside)],
      timeoutMs: 1_500,
      resolve: async (host) => {
        if (host === 'both.test') return [PUBLIC, LOOPBACK]
        if (host === 'rebind.test') return rebinds++ === 0 ? [LOOPBACK] : [PUBLIC]
        return [LOOPBACK]
      },
    },
    takeSmuggled() {
      const was = smuggled
      smuggled = false
      return was
    },
    stop() {
      for (const server of [attacker, other, inside]) {
        server.closeAllConnections()
        server.close()
      }
    },
  }
}

let packed: Buffer | undefined

function bomb(): Buffer {
  packed ??= gzipSync(Buffer.alloc(64 * MEGABYTE))
  return packed
}

function misbehave(request: IncomingMessage, response: ServerResponse): void {
  response.on('error', () => {})
  const url = new URL(request.url ?? '/', 'http://x')
  const to = url.searchParams.get('to')
  switch (url.pathname) {
    case '/redirect':
      response.writeHead(302, { location: to ?? '/' }).end()
      break
    case '/loop':
      response.writeHead(302, { location: '/loop' }).end()
      break
    case '/big':
      response.end(BIG)
      break
    case '/huge':
      response.end(HUGE)
      break
    case '/bomb':
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb())
      break
    case '/endless':
      pour(response, Buffer.alloc(64 * 1024, 'x'), 0)
      break
    case '/slow':
      pour(response, Buffer.from('x'), 100)
      break
    case '/headers':
      request.socket.write(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(100_000)}`)
      break
    case '/never':
      break
    default:
      echo(request, response)
  }
}

function echo({ headers }: IncomingMessage, response: ServerResponse): void {
  response.end(JSON.stringify(headers))
}

function pour(response: ServerResponse, part: Buffer, pauseMs: number): void {
  if (response.destroyed) return
  response.write(part, () => setTimeout(pour, pauseMs, response, part, pauseMs))
}

function listening(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

function hostOf(server: Server): string {
  return `127.0.0.1:${portOf(server)}`
}
