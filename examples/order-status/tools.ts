import { type ToolContext, ToolRefusal, tool, z } from '@hilo/sdk'
import type { Config } from './config.ts'
import { findByPhone } from './shop.ts'

/** So many digits of a number are one person's, with or without the code of the country. */
const OWN_DIGITS = 8

/**
 * How an order stands, while AI answers: told to whom it belongs, by the number that WhatsApp vouches for.
 * What the model fills in proves nothing, so it fills in the order alone.
 */
export const orderStatus = tool({
  title: 'Order status',
  description: 'Looks up how an order of the person who writes is doing, by the number of the order.',
  input: z.object({
    number: z
      .string()
      .regex(/^\d{4,8}$/)
      .describe('Four to eight digits, such as 1001.'),
  }),
  confirm: 'none',
  reads: true,
  async run({ number }, { contact, config, secret, step }: ToolContext<Config>) {
    const { phone } = contact
    if (phone === null) {
      throw new ToolRefusal('It is not known here whose phone this is: a person has to look at the order.')
    }
    const shop = { url: config.shopUrl, token: secret('SHOP_TOKEN') }
    const order = await step('look the order up', () => findByPhone(shop, number, phone.slice(-OWN_DIGITS)))
    if (!order) throw new ToolRefusal('Who writes has no order with this number.')
    return order
  },
})
