import { z } from 'zod'
import { businessCommands } from '../business/commands.ts'
import { commandOf } from '../control/command.ts'
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
  ...businessCommands,
}
