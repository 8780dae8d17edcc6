import { CallError, defineBackend } from '@hilo/sdk'
import payment from './payment.ts'

/** Sells a ticket for a boat. Beside the page on calls, which shows parts of it. */
export default defineBackend({
  name: 'ticket',
  on: { human: true },
  async run(chat) {
    const to = await chat.choose('Where to?', ['Colonia', 'Montevideo'])
    const seat = await chat.step('hold a seat', () => ({ number: 14 }), { onUndo: () => 'given back' })
    try {
      const { paid, receipt } = await chat.call(payment, { amount: 40 })
      await chat.say(paid ? `Seat ${seat.number} to ${to}, ${receipt}.` : 'Pay at the desk, please.')
    } catch (error) {
      if (!(error instanceof CallError) || error.reason === 'cancelled') throw error
      await chat.handoff(`The payment did not work: ${error.message}`)
    }
  },
})
