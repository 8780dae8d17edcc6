import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Connections, openConnections } from './connections.ts'
import { type Graph, openGraph } from './graph.ts'
import { openTraffic, type Roads, type TrafficOptions } from './traffic.ts'
import type { Destination } from './webhook.ts'

const SECRET = 'secret-of-these-tests'
const FIRST_NUMBER = '100000000000001'

type Inbound = { account: string; from: string; text: string }

// What stands at the other end: it says back what it hears, as well or as badly as a test wants.
let answerWith: (inbound: Inbound) => Promise<void> | void
let refusals: number
let statuses: { id: string; status: string; biz_opaque_callback_data?: string }[]
let server: Server
let graph: Graph
let connections: Connections
let roads: Roads

beforeEach(async () => {
  refusals = 0
  statuses = []
  answerWith = say
  graph = await openGraph()
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`
    const isRefused = refusals > 0 && refusals-- > 0
    const status = isRefused ? 503 : request.headers['x-hub-signature-256'] === signature ? 200 : 401
    response.writeHead(status, { 'content-length': 2 }).end('ok')
    if (status === 200) await hear(JSON.parse(body.toString()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/meta/bench`
  const destination: Destination = { url, secret: SECRET, firstNumber: FIRST_NUMBER, orgs: 3 }
  connections = openConnections(url, 4)
  roads = { destination, graph, connections }
})

afterEach(async () => {
  connections.close()
  server.closeAllConnections()
  await Promise.all([new Promise((resolve) => server.close(resolve)), graph.close()])
})

describe('the traffic with a server', () => {
  test('that answers everything has no fault, over all its numbers', async () => {
    const judge = await run(12)

    expect(judge.verdict()).toEqual({ sent: 12, refused: 0, lost: 0, doubled: 0, reordered: 0, strange: 0 })
    expect(judge.messages.every(({ ackAt, replyAt }) => ackAt !== null && replyAt !== null)).toBe(true)
  })

  test('that acknowledges and forgets has a lost message', async () => {
    let count = 0
    answerWith = (inbound) => (++count === 5 ? undefined : say(inbound))

    expect((await run(12)).verdict()).toMatchObject({ lost: 1, refused: 0, doubled: 0 })
  })

  test('that answers twice has a doubled message', async () => {
    answerWith = async (inbound) => {
      await say(inbound)
      await say(inbound)
    }

    expect((await run(2)).verdict()).toMatchObject({ lost: 0, doubled: 2 })
  })

  test('that answers the later message first has a reordered one', async () => {
    let held: Inbound | null = null
    answerWith = async (inbound) => {
      if (held === null) {
        held = inbound
        return
      }
      await say(inbound)
      await say(held)
    }

    expect((await run(2, 1)).verdict()).toMatchObject({ lost: 0, reordered: 1 })
  })

  test('that answers from the number of another business has a strange reply', async () => {
    answerWith = (inbound) => say({ ...inbound, account: '100000000000009' })

    expect((await run(1)).verdict()).toMatchObject({ lost: 1, strange: 1 })
  })

  test('that refuses for a while gets the message again', async () => {
    refusals = 2

    expect((await run(1)).verdict()).toMatchObject({ refused: 0, lost: 0 })
  })

  test('that refuses for ever has a refused message and no lost one', async () => {
    refusals = Number.POSITIVE_INFINITY

    expect((await run(1)).verdict()).toMatchObject({ refused: 1, lost: 0 })
  })

  test('that answers every delivery of a repeated webhook doubles', async () => {
    expect((await run(3, 3, { repeatShare: 1 })).verdict()).toMatchObject({ lost: 0, doubled: 3 })
  })

  test('is told of each reply that it was sent, delivered and read', async () => {
    await run(2, 2, { statuses: true })

    expect(statuses.map(({ status }) => status).sort()).toEqual(
      ['delivered', 'delivered', 'read', 'read', 'sent', 'sent'].sort(),
    )
    expect(new Set(statuses.map(({ id }) => id)).size).toBe(2)
    expect(statuses.every(({ biz_opaque_callback_data: opaque }) => opaque === 'our-id')).toBe(true)
  })
})

async function run(messages: number, users = 6, options: TrafficOptions = {}) {
  const traffic = openTraffic(roads, options)
  for (let index = 0; index < messages; index++) traffic.send(index % users, performance.now())
  await traffic.end(1_300)
  return traffic.judge
}

async function hear(body: { entry: { changes: { value: Value }[] }[] }): Promise<void> {
  for (const { value } of body.entry.flatMap(({ changes }) => changes)) {
    statuses.push(...(value.statuses ?? []))
    const account = value.metadata.phone_number_id
    for (const { from, text } of value.messages ?? []) await answerWith({ account, from, text: text.body })
  }
}

type Value = {
  metadata: { phone_number_id: string }
  messages?: { from: string; text: { body: string } }[]
  statuses?: typeof statuses
}

async function say({ account, from, text }: Inbound): Promise<void> {
  await fetch(`${graph.url}/v26.0/${account}/messages`, {
    method: 'POST',
    body: JSON.stringify({ to: from, text: { body: text }, biz_opaque_callback_data: 'our-id' }),
  })
}
