import { Agent, request } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'

/**
 * Posts to webhooks over connections that are kept; plain `node:http`, because a load test pays for every
 * post.
 */
export type Poster = {
  /** The status of the answer, or 0 when there was none in time. */
  post(url: string, body: string, headers: Record<string, string>): Promise<number>
  close(): void
}

const PATIENCE_MS = 10_000
const SOCKETS_MAX = 128

export function createPoster(): Poster {
  const plain = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX })
  const secure = new SecureAgent({ keepAlive: true, maxSockets: SOCKETS_MAX })

  return {
    post: (url, body, headers) =>
      new Promise((resolve) => {
        const isSecure = url.startsWith('https:')
        const send = isSecure ? secureRequest : request
        const outgoing = send(url, {
          method: 'POST',
          agent: isSecure ? secure : plain,
          timeout: PATIENCE_MS,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            'user-agent': 'facebookexternalua',
            ...headers,
          },
        })
        outgoing.on('response', (answer) => {
          answer.on('end', () => resolve(answer.statusCode ?? 0))
          answer.on('error', () => resolve(0))
          answer.resume()
        })
        outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')))
        outgoing.on('error', () => resolve(0))
        outgoing.end(body)
      }),
    close() {
      plain.destroy()
      secure.destroy()
    },
  }
}
