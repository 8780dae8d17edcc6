import { TerminalError } from '@hilo/sdk'

/** What the shop's API calls an order. It stays inside of this file: a step gives back what may be told. */
type ShopOrder = Order & { phone: string }

/** What the buyer may be told. */
export type Order = {
  number: string
  status: 'paid' | 'packed' | 'shipped' | 'delivered'
  /** As 2026-11-28. */
  deliveryOn: string | null
  trackingUrl: string | null
}

type Shop = { url: string; token: string }

/** The order, if there is one and its phone ends in `digits`. Which of the two is wrong, nobody learns. */
export async function findByPhone(shop: Shop, number: string, digits: string): Promise<Order | null> {
  const order = await readOrder(shop, number)
  return order?.phone.endsWith(digits) ? tellable(order) : null
}

/** Has the shop mail a one-time code to the buyer. Nothing happens, and nothing is told, without an order. */
export async function mailCode(shop: Shop, number: string, idempotencyKey: string): Promise<void> {
  await call(shop, `/orders/${number}/codes`, { body: {}, idempotencyKey })
}

/** The order, if there is one and `code` is what was mailed for it. */
export async function findByCode(
  shop: Shop,
  { number, code }: { number: string; code: string },
  idempotencyKey: string,
): Promise<Order | null> {
  const checked = await call(shop, `/orders/${number}/codes/check`, { body: { code }, idempotencyKey })
  if (!(checked as { isRight: boolean } | null)?.isRight) return null
  const order = await readOrder(shop, number)
  return order && tellable(order)
}

async function readOrder(shop: Shop, number: string): Promise<ShopOrder | null> {
  return (await call(shop, `/orders/${number}`)) as ShopOrder | null
}

function tellable({ number, status, deliveryOn, trackingUrl }: ShopOrder): Order {
  return { number, status, deliveryOn, trackingUrl }
}

/** The answer, or null for 404: for the conversation there is no such order. */
async function call(
  { url, token }: Shop,
  path: string,
  post?: { body: object; idempotencyKey: string },
): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` }
  const response = post
    ? await fetch(url + path, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'idempotency-key': post.idempotencyKey,
        },
        body: JSON.stringify(post.body),
      })
    : await fetch(url + path, { headers })
  if (response.status === 404) return null
  if (response.ok) return response.json()
  const problem = `The shop answered ${response.status}.`
  // What is wrong with the request will be wrong again; a shop that is down may come back.
  throw response.status < 500 && response.status !== 429 ? new TerminalError(problem) : new Error(problem)
}
