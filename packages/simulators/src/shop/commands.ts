import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import { Fault } from '../http/business-call.ts'
import { Order, type Shop } from './shop.ts'

const command = commandOf<Shop>()

/** What a test may ask of the shop. */
export const shopCommands = {
  /** An order that was bought, or how it stands now. */
  putOrder: command(Order, async (shop, order) => {
    shop.orders.set(order.number, order)
    await shop.state.flush()
    return order
  }),
  /** The codes that were mailed, the oldest first. */
  mails: command(z.object({}), ({ mails }) => mails),
  fail: command(Fault, ({ faults }, fault) => {
    faults.push(fault)
  }),
  settings: command(
    z.object({ latencyMs: z.number().int().min(0).optional(), token: z.string().min(1).optional() }),
    ({ settings }, { latencyMs = settings.latencyMs, token = settings.token }) =>
      Object.assign(settings, { latencyMs, token }),
  ),
}
