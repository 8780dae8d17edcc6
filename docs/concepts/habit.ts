import { defineBackend, z } from '@hilo/sdk'

/** Asks every day at nine whether somebody has walked, for months. */
export default defineBackend({
  name: 'habit',
  state: z.object({ days: z.number() }),
  async run(chat) {
    const { days } = chat.state ?? { days: 0 }
    await chat.sleepUntil('09:00')
    const walked = await chat.choose('Did you walk yesterday?', ['Yes', 'No', 'Stop asking'], {
      timeout: '12 hours',
      onTimeout: () => 'No' as const,
    })
    if (walked === 'Stop asking') return chat.end('stopped')
    if (walked === 'Yes') await chat.say(`That makes ${days + 1}.`)
    return chat.checkpoint({ days: walked === 'Yes' ? days + 1 : days })
  },
})
