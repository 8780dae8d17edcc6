import { TerminalError } from '@hilo/sdk'
import type { Line } from './lines.ts'

type Order = { lines: readonly Line[]; address: string; phone: string | null }

/** Places an order. The key makes it safe to ask again: the service places one for each. */
export async function placeOrder(
  { url, token }: { url: string; token: string },
  { lines, address, phone }: Order,
  idempotencyKey: string,
): Promise<{ number: string }> {
  const response = await fetch(`${url}/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify({ lines: lines.map(({ id, count }) => ({ id, count })), address, phone }),
  })
  if (response.ok) {
    const { number } = (await response.json()) as { number: string }
    return { number }
  }
  const problem = `The order service answered ${response.status}.`
  throw response.status < 500 && response.status !== 429 ? new TerminalError(problem) : new Error(problem)
}
