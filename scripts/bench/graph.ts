import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A text that a business sends to a contact. */
type Sent = { id: string; account: string; to: string; text: string; opaque: string | undefined }

/** How it takes messages: as it should, too many at once, with an error of its own, or without a word. */
export type Mood = 'well' | 'slow_down' | 'broken' | 'hangs'

/** The part of the Graph API that a server calls while it answers contacts. */
export type Graph = {
  readonly url: string
  /** From now on every text goes to this listener. */
  listen(listener: (sent: Sent) => void): void
  /** From now on it takes nothing, or takes everything again. */
  become(mood: Mood): void
  close(): Promise<void>
}

type Send = {
  to?: string
  text?: { body?: string }
  biz_opaque_callback_data?: string
  status?: string
}

const MESSAGES = /^\/v\d+\.\d+\/(\d+)\/messages$/

/** Accepts every send at once and gives it an id, as long as it is well. */
export async function openGraph(): Promise<Graph> {
  let hear: (sent: Sent) => void = () => {}
  let count = 0
  let mood: Mood = 'well'
  const server = createServer({ keepAliveTimeout: 60_000 }, async (request, response) => {
    const send = await readSend(request)
    if (mood !== 'well') return refuse(response, mood)
    const [, account] = MESSAGES.exec(request.url ?? '') ?? []
    if (!account) return answer(response, { success: true })
    if (send.status === 'read') return answer(response, { success: true })
    const { to = '', text, biz_opaque_callback_data: opaque } = send
    const id = `wamid.OUT${process.pid}.${++count}`
    hear({ id, account, to, text: text?.body ?? '', opaque })
    answer(response, {
      messaging_product: 'whatsapp',
      contacts: [{ input: to, wa_id: to }],
      messages: [{ id }],
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    listen(listener) {
      hear = listener
    },
    become(next) {
      mood = next
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function refuse(response: ServerResponse, mood: Mood): void {
  const slow = { message: '(#130429) Rate limit hit', type: 'OAuthException', code: 130_429, fbtrace_id: 'A' }
  if (mood === 'slow_down') answer(response, { error: slow }, 429)
  if (mood === 'broken') response.writeHead(500, { 'content-length': 0 }).end()
}

async function readSend(request: IncomingMessage): Promise<Send> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Send) : {}
}

function answer(response: ServerResponse, body: object, status = 200): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}
