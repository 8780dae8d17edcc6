import { defineBackend, z } from '@hilo/sdk'

/** Sleeps once, then speaks: what many timers that end together wake. */
export default defineBackend({
  name: 'alarm',
  config: z.object({ seconds: z.number() }),
  async run(chat) {
    await chat.ask()
    await chat.sleep(`${chat.config.seconds} seconds`)
    await chat.say('It is time.')
  },
})
