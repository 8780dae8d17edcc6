import { expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import type { CardToSay } from './sayable.ts'

const talk = (run: (chat: Chat) => Promise<unknown>) =>
  new Conversation({ name: 'cards', run: async (chat) => void (await run(chat)) })

test('cards are recorded once, and what is pressed is an answer', async () => {
  const conversation = talk(async (chat) => {
    const links = [
      { title: 'See it', url: 'https://shop.example/1' },
      { title: 'Call', phone: '+49151' },
    ]
    await chat.say({
      text: 'Today:',
      cards: [{ title: 'Pizza', subtitle: '9 euros', buttons: ['Order it', ...links] }],
    })
    await chat.say(`So: ${await chat.ask('Which one?')}`)
  })
  await conversation.hear('Hello')
  await conversation.hear('Order it')

  expect(conversation.sent).toEqual([
    {
      ...{ type: 'cards', text: 'Today:' },
      cards: [
        {
          ...{ title: 'Pizza', subtitle: '9 euros' },
          buttons: [
            { kind: 'reply', title: 'Order it', id: 'Order it' },
            { kind: 'url', title: 'See it', url: 'https://shop.example/1' },
            { kind: 'phone', title: 'Call', phone: '+49151' },
          ],
        },
      ],
    },
    { type: 'text', text: 'Which one?' },
    { type: 'text', text: 'So: Order it' },
  ])
})

test.each<[string, unknown]>([
  ['1 to 30 cards', []],
  ['at most 10 buttons', [{ title: 'x', buttons: Array(11).fill('y') }]],
  ['whole web address', [{ title: 'x', image: 'javascript:alert(1)' }]],
  ['whole web address', [{ title: 'x', buttons: [{ title: 'y', url: 'shop.example' }] }]],
  ['must not be empty', [{ title: ' ' }]],
])('cards are refused where there are not: %s', async (words, cards) => {
  const conversation = talk((chat) => chat.say({ cards: cards as CardToSay[] }))
  await conversation.hear('Hello')

  expect(conversation.end).toMatchObject({ failure: { message: expect.stringContaining(words) } })
})
