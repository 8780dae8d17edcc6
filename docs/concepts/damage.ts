import { defineBackend } from '@hilo/sdk'

/** Takes down a damage that is told or shown. Beside the page on voice notes and pictures. */
export default defineBackend({
  name: 'damage',
  on: { human: true },
  async run(chat) {
    const name = await chat.ask('What is your name? You may say it in a voice note.')
    const photo = await chat.media('A photo of the damage, please.', { kinds: ['image'] })
    if (photo.words) await chat.note(`A machine sees: ${photo.words}`)
    await chat.say(`Thank you, ${name}. We will write to you today.`)
  },
})
