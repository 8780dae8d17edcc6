import { defineBackend, z } from '@hilo/sdk'

export default defineBackend({
  name: 'first-table',
  egress: ['tables.example.com'],
  async run(chat) {
    const guests = await chat.ask('How many people?', { as: z.coerce.number().int().min(1).max(8) })
    const time = await chat.choose('What time?', ['19:00', '20:30', '22:00'], { timeout: '2 days' })
    await chat.step('book', async ({ idempotencyKey: key }) => {
      const answer = await fetch(`https://tables.example.com/${time}/${guests}/${key}`, { method: 'PUT' })
      if (!answer.ok) throw new Error(`The calendar answered ${answer.status}.`)
    })
    await chat.say(`A table for ${guests} at ${time}. See you then!`)
  },
})
