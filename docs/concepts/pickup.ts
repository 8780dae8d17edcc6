import { defineBackend } from '@hilo/sdk'

/** Tells when a bicycle is repaired, some days after its owner last wrote. */
export default defineBackend({
  name: 'pickup',
  async run(chat) {
    const name = await chat.ask('Your bicycle is in good hands. What is your name?')
    await chat.sleep('3 days')
    await chat.say({
      template: {
        name: 'bicycle_ready',
        values: { name, until: 'Friday' },
        text: `${name}, your bicycle is ready. Please fetch it until Friday.`,
      },
    })
    const answer = await chat.ask()
    await chat.handoff('An answer to the repair.', { summary: answer })
  },
})
