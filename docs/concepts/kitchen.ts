import { defineBackend } from '@hilo/sdk'

const LUNCH = {
  title: 'Lunch today',
  text: 'What would you like? We bring it at noon.',
  products: [
    {
      title: 'Hot',
      products: [
        { id: 'soup', name: 'Soup, 4 EUR' },
        { id: 'rice', name: 'Rice, 6 EUR' },
      ],
    },
    { title: 'Cold', products: [{ id: 'lemonade', name: 'Lemonade, 2 EUR' }] },
  ],
}

/** Takes an order for lunch: a basket on WhatsApp, words elsewhere. */
export default defineBackend({
  name: 'kitchen',
  async run(chat) {
    if (chat.contact.channel !== 'whatsapp') {
      await chat.say(LUNCH)
      return chat.handoff('Wants lunch', { summary: await chat.ask('Write me what you would like.') })
    }
    const { items } = await chat.order(LUNCH, { timeout: '2 hours', onTimeout: () => chat.end('hungry') })
    await chat.say(
      `Thank you! ${items.map(({ quantity, productId }) => `${quantity} ${productId}`).join(', ')}.`,
    )
  },
})
