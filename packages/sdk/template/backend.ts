import { defineBackend, z } from '@hilo/sdk'

const cups = z.coerce.number().int().min(1).max(9)

/** Takes an order for coffee. It may wait for days in the middle of a line, and goes on where it was. */
export default defineBackend({
  name: 'coffee-bar',
  async run(chat) {
    const count = await chat.ask('Hi! How many coffees?', {
      as: cups,
      retry: 'A number from 1 to 9, please.',
    })
    const kind = await chat.choose('Which one?', ['Espresso', 'Flat white', 'Filter'], {
      timeout: '1 day',
      onTimeout: () => chat.end('abandoned'),
    })
    const order = await chat.step('place the order', ({ idempotencyKey }) => placeOrder(idempotencyKey))
    await chat.say(`${count} × ${kind}, order ${order.number}. It is ready in ten minutes!`)
    return chat.end('ordered')
  },
})

/** Stands for a service of yours: `fetch` it here, with the key, and it is called once for each order. */
function placeOrder(idempotencyKey: string): { number: string } {
  return { number: idempotencyKey.slice(-2) }
}
