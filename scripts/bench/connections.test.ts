import { createServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openConnections } from './connections.ts'

const REQUEST = Buffer.from('POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n')
const answer = (status: number) => `HTTP/1.1 ${status} X\r\ncontent-length: 0\r\n\r\n`

let close = () => {}
afterEach(() => close())

async function startServer(onConnection: (socket: Socket, index: number) => void): Promise<string> {
  let count = 0
  const server = createServer((socket) =>
    onConnection(
      socket.on('error', () => {}),
      count++,
    ),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => server.close()
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.')
  return `http://127.0.0.1:${address.port}`
}

test('a connection that is told 408 before it was used answers nobody', { timeout: 3_000 }, async () => {
  const second = Promise.withResolvers<void>()
  const url = await startServer((socket, index) => {
    socket.on('data', () => socket.write(answer(200)))
    if (index === 0) socket.end(answer(408))
    else second.resolve()
  })
  const connections = openConnections(url, 1)
  await second.promise

  const statuses = await Promise.all([1, 2, 3].map(() => connections.post(REQUEST)))

  expect(statuses).toEqual([200, 200, 200])
  connections.close()
})
