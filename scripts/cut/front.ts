import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Mortal } from './mortal.ts'

/** A node as the front sees it. */
type Behind = { mortal: Mortal; url: string }

/**
 * Stands between the nodes and everybody else, as the network does. What the platform posts goes to the node
 * that lives; what a node sends goes through only while it lives; what services were asked is written down.
 */
export type Front = {
  host: string
  webhookUrl: string
  /** Where a node sends to the platform. */
  graphUrlOf(node: number): string
  /** Where a micro-backend reaches a service. */
  serviceUrl(name: string): string
  /** The nodes in the order of their lives; the last one is behind the front. */
  readonly nodes: Behind[]
  /** What services were asked to change, with the key it was asked under. */
  readonly calls: string[]
  close(): Promise<void>
}

type Roads = { graphUrl: string; services: Record<string, string> }

export async function openFront({ graphUrl, services }: Roads): Promise<Front> {
  const nodes: Behind[] = []
  const calls: string[] = []
  const server = createServer((request, response) => {
    // Who died is not answered with an error but with the end of the connection.
    pass(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  const graphUrlOf = (node: number) => `http://${host}/platform/${node}`

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, road = '', name = '', ...rest] = (request.url ?? '').split('/')
    const body = await bodyOf(request)
    const path = rest.join('/')
    if (road === 'webhooks') return answer(response, await toNode(request, body))
    if (road === 'services') {
      const key = request.headers['idempotency-key']
      if (request.method !== 'GET') calls.push(`${request.method} ${name}/${path} ${key} ${body}`)
      const url = [services[name], ...rest].join('/')
      return answer(response, await forward(request, url, body))
    }
    const { mortal } = nodes[Number(name)] as Behind
    const send = () => forward(request, `${graphUrl}/${path}`, body)
    return answer(response, await mortal.cross('platform', send), {
      instead: graphUrl,
      say: graphUrlOf(Number(name)),
    })
  }

  async function toNode(request: IncomingMessage, body: Buffer): Promise<Response> {
    const node = nodes.at(-1)
    if (!node) throw new Error('There is no node.')
    node.mortal.live()
    const answered = await forward(request, `${node.url}${request.url}`, body)
    node.mortal.live()
    return answered
  }

  return {
    ...{ host, nodes, calls },
    webhookUrl: `http://${host}/webhooks/meta/bench`,
    graphUrlOf,
    serviceUrl: (name) => `http://${host}/services/${name}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const CARRIED = ['content-type', 'authorization', 'idempotency-key', 'x-hub-signature-256']

function forward({ method = 'GET', headers }: IncomingMessage, url: string, body: Buffer): Promise<Response> {
  const carried = CARRIED.flatMap((name) => {
    const value = headers[name]
    return typeof value === 'string' ? [[name, value] as [string, string]] : []
  })
  return fetch(url, { method, headers: carried, ...(body.length > 0 && { body: new Uint8Array(body) }) })
}

/** Where the platform speaks of its own address, as of a file's, it says that of the road through here. */
async function answer(
  response: ServerResponse,
  from: Response,
  address?: { instead: string; say: string },
): Promise<void> {
  const type = from.headers.get('content-type') ?? 'text/plain'
  response.writeHead(from.status, { 'content-type': type })
  const isSpoken = address && type.startsWith('application/json')
  if (isSpoken) response.end((await from.text()).replaceAll(address.instead, address.say))
  else response.end(Buffer.from(await from.arrayBuffer()))
}
