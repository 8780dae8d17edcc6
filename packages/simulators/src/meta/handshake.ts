import { randomInt } from 'node:crypto'
import { AppError } from '@hilo/protocol'

const PATIENCE_MS = 10_000

/**
 * Asks a webhook to prove that it knows the verify token, as Meta does before it sends anything there.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
 *
 * @throws AppError `invalid_request` that says what the webhook did instead of returning the challenge.
 */
export async function handshake(webhookUrl: string, verifyToken: string): Promise<void> {
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000))
  const url = new URL(webhookUrl)
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.challenge', challenge)
  url.searchParams.set('hub.verify_token', verifyToken)

  const { status, body } = await ask(url, webhookUrl)
  if (status === 403) {
    refuse(`The webhook at ${webhookUrl} refused the handshake: it does not know this verify token.`)
  }
  if (status !== 200)
    refuse(`The webhook at ${webhookUrl} answered the handshake with ${status} instead of 200.`)
  if (body !== challenge) {
    refuse(
      `The webhook at ${webhookUrl} did not return the challenge ${challenge} but "${body.slice(0, 80)}".`,
    )
  }
}

async function ask(url: URL, webhookUrl: string): Promise<{ status: number; body: string }> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) })
    return { status: answer.status, body: await answer.text() }
  } catch (cause) {
    throw new AppError(
      'invalid_request',
      `Nothing answered the handshake at ${webhookUrl}. Is the server up?`,
      {
        cause,
      },
    )
  }
}

function refuse(message: string): never {
  throw new AppError('invalid_request', message)
}
