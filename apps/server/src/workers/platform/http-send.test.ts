import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { createHttpSend } from './http-send.ts'

const http = createHttpSend({ timeoutMs: 300 })
const servers: Server[] = []
afterAll(async () => {
  for (const server of servers) server.closeAllConnections()
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  await http.close()
})

async function platform(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`
}

const send = (url: string) =>
  http.send({ method: 'POST', url, headers: { authorization: 'Bearer x' }, body: { a: 1 } })

describe('a request', () => {
  test('is answered with status and JSON', async () => {
    const url = await platform((request, response) => {
      request
        .resume()
        .on('end', () => response.writeHead(201).end(`{"type":"${request.headers['content-type']}"}`))
    })

    expect(await send(url)).toEqual({ type: 'answered', status: 201, body: { type: 'application/json' } })
  })

  test('is answered with the text of what is no JSON', async () => {
    const url = await platform((_, response) => response.writeHead(502).end('<html>'))

    expect(await send(url)).toEqual({ type: 'answered', status: 502, body: '<html>' })
  })

  test('that nobody takes was not sent', async () => {
    expect(await send('http://127.0.0.1:9/')).toEqual({ type: 'not_sent', reason: 'ECONNREFUSED' })
  })

  test('to a name that nobody has was not sent', async () => {
    expect(await send('http://graph.invalid/')).toMatchObject({ type: 'not_sent' })
  })

  test.each<[string, RequestListener]>([
    ['that is never answered', () => undefined],
    ['whose answer never ends', (_, response) => void response.writeHead(200).write('{')],
    ['whose connection breaks', (request) => request.socket.destroy()],
    [
      'whose answer breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{')
        setTimeout(() => response.destroy(), 20)
      },
    ],
    ['whose answer is endless', (_, response) => response.writeHead(200).end('x'.repeat(1_200_000))],
  ])('%s is lost: it may have been carried out', async (_, listener) => {
    expect(await send(await platform(listener))).toMatchObject({
      type: 'lost',
      reason: expect.stringMatching(/\.$/),
    })
  })

  test('is not led elsewhere', async () => {
    const url = await platform((_, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    )

    expect(await send(url)).toMatchObject({ type: 'answered', status: 302 })
  })
})
