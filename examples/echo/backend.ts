import { defineBackend } from '@hilo/sdk'

/** Says back what it hears: one run a message, nothing else. What the benchmarks drive. */
export default defineBackend({
  name: 'echo',
  run: async (chat) => chat.say((await chat.ask()) || '…'),
})
