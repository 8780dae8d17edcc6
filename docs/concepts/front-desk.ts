import { AiError, defineBackend, z } from '@hilo/sdk'

const Stay = z.object({
  from: z.iso.date().nullable().describe('The first night; null when no date is said.'),
  guests: z.number().int().min(1).max(6).nullable().describe('How many people; null when it is not said.'),
})

/** Takes what a guest writes as it comes. Beside the page on models, which shows parts of it. */
export default defineBackend({
  name: 'front-desk',
  async run(chat) {
    const wish = await chat.ai
      .classify(['book', { label: 'change', meaning: 'has a booking and wants another day' }])
      .catch((error: unknown) => {
        if (error instanceof AiError) return chat.choose('How can we help?', ['book', 'change'])
        throw error
      })
    if (wish === 'change') return chat.handoff('Wants another day')
    if (wish === null) {
      const reply = await chat.ai.reply()
      if (reply.action === 'handoff') await chat.handoff(reply.reason, { summary: reply.summary ?? '' })
      return
    }
    const said = await chat.ai.extract(Stay)
    const from = said.from ?? (await chat.ask('From which day?', { as: z.iso.date() }))
    const guests =
      said.guests ?? (await chat.ask('For how many?', { as: z.coerce.number().int().min(1).max(6) }))
    await chat.say(`From ${from}, for ${guests}. A person confirms it today.`)
  },
})
