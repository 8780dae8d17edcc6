import { defineBackend } from '@hilo/sdk'

/**
 * Says the first message back as a question, and waits for the answer as long as it takes: a suspended run.
 */
export default defineBackend({
  name: 'questions',
  async run(chat) {
    const first = await chat.ask()
    const second = await chat.ask(`Is this right? ${first}`)
    await chat.say(`Noted: ${second}`)
  },
})
