import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One POST as it arrived, with what its receiver made of the signature. */
type Arrival = {
  raw: string
  body: WebhookBody
  isSigned: boolean
  sha1: string | undefined
  status: number
}

/** The parts of a webhook that tests look at. */
type WebhookBody = {
  object: string
  entry: { id: string; changes: { field: string; value: WebhookValue }[] }[]
}

type Item = Record<string, unknown> & { id: string }
type WebhookValue = {
  metadata: { display_phone_number: string; phone_number_id: string }
  contacts: Record<string, unknown>[]
  messages?: Item[]
  statuses?: (Item & { status: string })[]
}

export type Receiver = {
  url: string
  arrivals: Arrival[]
  /** What the next POSTs are answered; 200 when it is empty. */
  answers: number[]
  messages(): Item[]
  statuses(): (Item & { status: string })[]
  close(): Promise<void>
}

export const APP_SECRET = 'test_app_secret_0123456789abcdef'
export const VERIFY_TOKEN = 'meatyhamhock'

/** A server that does what Meta asks of a webhook: it returns the challenge and checks every signature. */
export async function startReceiver(): Promise<Receiver> {
  const arrivals: Arrival[] = []
  const answers: number[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://receiver')
    if (request.method === 'GET') {
      const isKnown = url.searchParams.get('hub.verify_token') === VERIFY_TOKEN
      response.writeHead(isKnown ? 200 : 403).end(isKnown ? url.searchParams.get('hub.challenge') : '')
      return
    }
    const raw = (await request.toArray()).join('')
    const expected = `sha256=${createHmac('sha256', APP_SECRET).update(raw).digest('hex')}`
    const isSigned = request.headers['x-hub-signature-256'] === expected
    const status = isSigned ? (answers.shift() ?? 200) : 401
    const sha1 = request.headers['x-hub-signature']?.toString()
    arrivals.push({ raw, body: JSON.parse(raw), isSigned, sha1, status })
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))

  const values = () =>
    arrivals
      .filter((arrival) => arrival.status === 200)
      .flatMap((arrival) =>
        arrival.body.entry.flatMap((entry) => entry.changes.map((change) => change.value)),
      )
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    arrivals,
    answers,
    messages: () => values().flatMap((value) => value.messages ?? []),
    statuses: () => values().flatMap((value) => value.statuses ?? []),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
