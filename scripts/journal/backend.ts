import { defineBackend } from '@hilo/sdk'

/** Fills its journal at once, and then answers whatever is said with the journal as long as it may be. */
export default defineBackend({
  name: 'long-journal',
  async run(chat) {
    await chat.ask()
    for (let count = 0; count < 940; count++) chat.now()
    await chat.say('Full.')
    for (;;) await chat.say(`Heard ${await chat.ask()}`)
  },
})
