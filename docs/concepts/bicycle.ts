import { defineBackend } from '@hilo/sdk'

/** Lends a bicycle. Beside the pages on concepts, which show parts of it. */
export default defineBackend({
  name: 'bicycle',
  egress: ['bicycles.example.com'],
  on: {
    human: true,
    cancel: true,
    prices: {
      match: ['price', 'prices', /how much/i],
      act: (chat) => chat.say('An hour is 5 EUR, a day is 20 EUR.'),
    },
  },
  async run(chat) {
    const size = await chat.choose('Which size?', ['Small', 'Large'])
    await chat.step('reserve', ({ idempotencyKey }) => call('PUT', idempotencyKey, { size }), {
      onUndo: (reserved) => call('DELETE', reserved.id),
    })
    const day = await chat.choose('For which day?', ['Saturday', 'Sunday'])
    await chat.say(`A ${size.toLowerCase()} one is yours on ${day}. See you then!`)
  },
})

async function call(method: string, id: string, body?: object): Promise<{ id: string }> {
  const url = `https://bicycles.example.com/reservations/${encodeURIComponent(id)}`
  const answer = await fetch(url, { method, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`The shed answered ${answer.status}.`)
  return { id }
}
