import { defineBackend, z } from '@hilo/sdk'

const Visit = z.object({ day: z.iso.date(), floor: z.coerce.number().int() })

/** Agrees on a visit: with a form where there are forms, else question by question. */
export default defineBackend({
  name: 'visit',
  async run(chat) {
    const { day, floor } = await chat.form({
      flow: '5081209',
      text: 'When shall we come, and where to?',
      button: 'Choose a day',
      as: Visit,
      retry: 'Please choose a day in the form.',
      fallback: async () => ({
        day: await chat.ask('Which day? Write it like 2026-12-01.', { as: Visit.shape.day }),
        floor: await chat.ask('On which floor?', { as: Visit.shape.floor }),
      }),
    })
    await chat.say(`We come on ${day}, to floor ${floor}.`)
  },
})
