import { defineBackend } from '@hilo/sdk'

/** Asks whether offers are welcome, and writes down what the contact said to that. */
export default defineBackend({
  name: 'offers',
  async run(chat) {
    const text = 'Would you like our offers, twice a month?'
    const answer = await chat.choose(text, ['Yes', 'No'])
    if (answer === 'Yes') await chat.optIn({ purpose: 'marketing', text })
    else await chat.optOut({ purpose: 'marketing', text })
    await chat.say(answer === 'Yes' ? 'You will get them.' : 'You will get none.')
  },
})
