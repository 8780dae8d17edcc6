import { AppError } from '@hilo/protocol'
import { z } from 'zod'
import { json } from '../http/answer.ts'
import { bodyOf, idempotencyKeyOf, requireToken, serviceAnswer } from '../http/business-call.ts'
import { once } from '../http/once.ts'
import { type Answer, type Incoming, type Route, route } from '../http/route.ts'
import { checkCode, sendCode } from './send-code.ts'
import type { Order, Shop } from './shop.ts'

type Work = (order: Order, request: Incoming) => Answer | Promise<Answer>

const Code = z.object({ code: z.string() })

/** The API that a shop gives its own staff: whoever has the token reads every order. */
export function shopRoutes(shop: Shop): Route[] {
  const ofOrder = (method: string, path: string, work: Work) =>
    route(method, `/shop/orders/:number${path}`, (request) =>
      serviceAnswer(shop, () => {
        requireToken(request, shop.settings.token)
        return work(orderOf(shop, request), request)
      }),
    )
  return [
    ofOrder('GET', '', (order) => json(200, order)),
    ofOrder('POST', '/codes', async (order, request) => {
      const call = { key: idempotencyKeyOf(request), request: order.number }
      await once(shop, call, () => sendCode(shop, order))
      return json(202, {})
    }),
    ofOrder('POST', '/codes/check', async (order, request) => {
      const { code } = bodyOf(request, Code)
      const call = { key: idempotencyKeyOf(request), request: [order.number, code] }
      const { result: isRight } = await once(shop, call, () => checkCode(shop, order, code))
      return json(200, { isRight })
    }),
  ]
}

function orderOf(shop: Shop, { params }: Incoming): Order {
  const order = shop.orders.get(params.number ?? '')
  if (!order) throw new AppError('not_found', 'There is no such order.')
  return order
}
