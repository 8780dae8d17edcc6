import { defineBackend, z } from '@hilo/sdk'

/** Takes a payment, for whatever other backend needs one. Beside the page on calls, which shows parts of it. */
export default defineBackend({
  name: 'payment',
  input: z.object({ amount: z.number().positive(), currency: z.string().default('EUR') }),
  output: z.object({ paid: z.boolean(), receipt: z.string().nullable() }),
  on: { human: true, cancel: true },
  async run(chat) {
    const { amount, currency } = chat.input
    const how = await chat.choose(`That is ${amount} ${currency}.`, ['By card', 'At the desk'])
    if (how === 'At the desk') return { paid: false, receipt: null }
    const code = await chat.ask('Which code does your bank show?', { as: z.string().regex(/^\d{6}$/) })
    const { receipt } = await chat.step('charge', () => ({ receipt: `R-${code}` }), {
      onUndo: ({ receipt }) => `refunded ${receipt}`,
    })
    return { paid: true, receipt }
  },
})
