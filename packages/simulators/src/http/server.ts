import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { errorAnswer, json } from './answer.ts'
import { type Answer, matchPath, type Route } from './route.ts'

export type HttpServer = { server: Server; port: number; url: string; close(): Promise<void> }

// The largest thing Meta takes is a document of 100 MB, and the form around it.
const BODY_MAX = 101 * 1024 * 1024

/**
 * Serves `routes`, the first that fits and answers wins.
 *
 * @throws Error when the port cannot be had, in words for the person who started it.
 */
export async function serve(routes: readonly Route[], host: string, port: number): Promise<HttpServer> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    handle(routes, request, response).catch((error) => send(response, errorAnswer(error)))
  })
  await listen(server, host, port)
  const actual = (server.address() as AddressInfo).port
  return {
    server,
    port: actual,
    url: `http://${host}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function handle(
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://simulators')
  const method = request.method ?? 'GET'
  const left = new AbortController()
  response.once('close', () => left.abort())
  const body = await readBody(request)
  if (body === null)
    return send(response, json(413, { code: 'invalid_request', message: 'The body is too large.' }))

  for (const candidate of routes) {
    if (candidate.method !== method) continue
    const params = matchPath(candidate, url.pathname)
    if (!params) continue
    const { headers } = request
    const answer = await candidate.handle({ method, url, params, headers, body, gone: left.signal })
    if (answer) return send(response, answer)
  }
  send(response, json(404, { code: 'not_found', message: `There is no ${method} ${url.pathname} here.` }))
}

function send(response: ServerResponse, answer: Answer): void | Promise<void> {
  if (answer.type === 'hang') return
  if (answer.type === 'drop') {
    response.destroy()
    return
  }
  if (response.headersSent || response.destroyed) return
  if (answer.type === 'stream') return sendParts(response, answer)
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) })
  response.end(answer.body)
}

/** What was sent before a cut arrives: the connection is ended only when it has left this process. */
async function sendParts(
  response: ServerResponse,
  { headers, parts }: Extract<Answer, { type: 'stream' }>,
): Promise<void> {
  response.writeHead(200, headers)
  response.flushHeaders()
  try {
    for await (const part of parts) {
      if (response.destroyed) return
      await new Promise((resolve) => response.write(part, resolve))
    }
    response.end()
  } catch {
    response.socket?.end()
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > BODY_MAX) return null
    chunks.push(chunk as Buffer)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE'
      const reason = taken ? `Port ${port} is taken: choose another for the simulators.` : cause.message
      reject(new Error(reason, { cause }))
    })
    server.listen(port, host, () => resolve())
  })
}
