import { defineBackend, z } from '@hilo/sdk'

const Slots = z.object({ slots: z.array(z.object({ id: z.string(), label: z.string() })) })
const Booking = z.object({ id: z.string() })
const DATE = '2031-05-17'

/**
 * What people talk to while processes are killed: it takes three words in the order they came, asks four
 * questions, and does two steps against the calendar, of which only the second one changes the world.
 */
export default defineBackend({
  name: 'kill',
  config: z.object({ calendarUrl: z.url() }),
  egress: ['127.0.0.1'],
  async run(chat) {
    const { calendarUrl } = chat.config
    const words = [await chat.ask(), await chat.ask(), await chat.ask()]
    const guests = await chat.ask('How many guests?', { as: z.coerce.number().int().min(1).max(8) })
    const slots = await chat.step('find slots', async () => {
      const answer = await fetch(`${calendarUrl}/slots?date=${DATE}&guests=${guests}`)
      return Slots.parse(await answer.json()).slots
    })
    const slot = await chat.choose('Which time?', slots, { button: 'Times' })
    const name = await chat.ask('Which name?')
    const note = await chat.ask('Anything to add?')
    const booking = await chat.step('book', async ({ idempotencyKey }) => {
      const answer = await fetch(`${calendarUrl}/bookings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify({ slot: slot.id, guests, name }),
      })
      if (!answer.ok) throw new Error(`The calendar answered ${answer.status}.`)
      return Booking.parse(await answer.json()).id
    })
    await chat.say(`Booked ${booking} at ${slot.label} for ${guests}, ${name}: ${words.join(', ')}; ${note}`)
  },
})
