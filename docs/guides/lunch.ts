import { defineBackend, z } from '@hilo/sdk'

const DISHES = ['Soup', 'Rice', 'Salad']
const HOURS = ['12:00', '12:30', '13:00']

export default defineBackend({
  name: 'lunch',
  egress: ['kitchen.example.com'],
  state: z.object({ ordered: z.array(z.string()) }),
  on: {
    human: true,
    cancel: true,
    prices: { match: ['prices', /how much/i], act: (chat) => chat.say('Every dish costs 8.') },
  },
  async run(chat) {
    const ordered = chat.state?.ordered ?? []
    const dish = await chat.choose('What would you like?', DISHES)
    const hour = await chat.choose('When?', HOURS, { back: 'Another dish' })
    if (hour === null) return chat.checkpoint({ ordered })

    const order = await chat.step('order', () => send('POST', '/orders', { dish, hour }), {
      onUndo: ({ id }) => send('DELETE', `/orders/${id}`),
    })
    await chat.say(`${dish} at ${hour}: order ${order.id}. Write "cancel" if you change your mind.`)
    await chat.sleepUntil(hour)
    if (chat.patched('ready')) await chat.say('Your order is ready.')
    const again = await chat.choose('Enjoy your meal! And tomorrow?', ['Yes', 'No'])
    if (again === 'Yes') return chat.checkpoint({ ordered: [...ordered, dish] })
    return chat.end(`${ordered.length + 1} ordered`)
  },
})

async function send(method: string, path: string, order?: object): Promise<{ id: string }> {
  const answer = await fetch(`https://kitchen.example.com${path}`, { method, body: JSON.stringify(order) })
  if (!answer.ok) throw new Error(`The kitchen answered ${answer.status}.`)
  return (await answer.json()) as { id: string }
}
