import { randomUUID } from 'node:crypto'
import type { Egress } from '../host/egress.ts'
import { readLine, type Signed, signRequest } from './signature.ts'

/** Code that lives elsewhere: where, and what both sides know. The first secret is the newest. */
export type Remote = { readonly url: string; readonly secrets: readonly string[] }

/** It answered, and not as agreed: in words for whoever wrote it. */
export class RemoteFault extends Error {
  override readonly name = 'RemoteFault'
  readonly status: number | null

  constructor(message: string, status: number | null = null, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}

const ANSWER_BYTES_MAX = 8 * 1024 * 1024

/** A request with its own id and time, and whatever a check wants to be wrong in it. */
export function aRequest(body: unknown, wrong: Partial<Signed> = {}): Signed {
  const timestamp = String(Math.floor(Date.now() / 1_000))
  return { timestamp, requestId: randomUUID(), body: JSON.stringify(body), ...wrong }
}

/**
 * Posts a signed request and gives the values of the answer's lines as they arrive, each verified.
 *
 * @throws RemoteFault for another status than 200, a wrong signature, or too much; what the egress says.
 */
export async function* post(
  egress: Egress,
  { url, secrets }: Remote,
  { request, signal }: { request: Signed; signal: AbortSignal },
): AsyncGenerator<unknown> {
  const { status, body } = await egress.stream({
    ...{ url, method: 'POST', signal, allow: [new URL(url).hostname] },
    headers: [['content-type', 'application/json'], ...signRequest(secrets, request)],
    body: Buffer.from(request.body),
  })
  if (status !== 200) throw new RemoteFault(`The remote backend answered with status ${status}.`, status)
  let index = 0
  for await (const line of linesOf(body)) {
    const json = readLine(secrets, line, { requestId: request.requestId, index: index++ })
    if (json === null) throw new RemoteFault(`Line ${index} of the answer has no valid signature.`)
    yield parse(json)
  }
}

async function* linesOf(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let bytes = 0
  let rest = ''
  for await (const part of body) {
    bytes += part.length
    if (bytes > ANSWER_BYTES_MAX) throw new RemoteFault('The answer is larger than 8 MiB.')
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines.filter((line) => line !== '')
  }
  if (rest !== '') throw new RemoteFault('The answer ended within a line.')
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new RemoteFault('The answer has a line that is no JSON.', null, { cause: error })
  }
}
