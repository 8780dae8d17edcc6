import { defineBackend, z } from '@hilo/sdk'

const HOUR_MS = 3_600_000
const WEIGHTS = [
  { label: 'Up to 2 kg', grams: 2_000 },
  { label: 'Up to 20 kg', grams: 20_000 },
]

/** Sends for a parcel. Beside the pages on concepts, which show parts of it. */
export default defineBackend({
  name: 'parcel',
  config: z.object({ api: z.url() }),
  secrets: ['PARCEL_TOKEN'],
  egress: ['parcels.example.com'],
  async run(chat) {
    const headers = { authorization: `Bearer ${chat.secret('PARCEL_TOKEN')}` }
    const read = async (path: string) => {
      const answer = await fetch(chat.config.api + path, { headers })
      if (!answer.ok) throw new Error(`The carrier answered ${answer.status}.`)
      return (await answer.json()) as { text: string }
    }

    const weight = await chat.choose('How heavy is it?', WEIGHTS)
    const { price, tomorrow } = await chat.all({
      price: () => read(`/price?grams=${weight.grams}`),
      tomorrow: () => read('/pickup/tomorrow'),
    })
    const name = await chat.ask(`That is ${price.text}, ${tomorrow.text}. Whose name is on the door?`, {
      timeout: '2 hours',
      onTimeout: () => chat.contact.name ?? 'the door',
    })

    // The carrier knows no idempotency keys: what an earlier attempt may have made is looked up first.
    const { id } = await chat.step(
      'send for it',
      async ({ idempotencyKey, signal }) => {
        const reference = encodeURIComponent(idempotencyKey)
        const found = await fetch(`${chat.config.api}/pickups?reference=${reference}`, { headers, signal })
        const [known] = (await found.json()) as { id: string }[]
        if (known) return { id: known.id }
        const body = JSON.stringify({ reference: idempotencyKey, name, grams: weight.grams })
        const made = await fetch(`${chat.config.api}/pickups`, { method: 'POST', headers, body, signal })
        if (!made.ok) throw new Error(`The carrier answered ${made.status}.`)
        return (await made.json()) as { id: string }
      },
      { retry: { attempts: 8, backoff: '2 seconds' }, timeout: '10 seconds' },
    )
    await chat.say('Someone is coming tomorrow.')

    const due = new Date(chat.now().getTime() + 26 * HOUR_MS)
    await chat.sleepUntil(due)
    const went = await chat.choose('Was it picked up?', ['Yes', 'No'], { timeout: '1 day' })
    if (went === 'No') {
      await chat.say('Sorry! Someone from the team is looking into it.')
      await chat.handoff('A parcel was not picked up.', { summary: `Pickup ${id}, ${weight.label}.` })
      await chat.say('Thank you for your patience.')
    }
  },
})
