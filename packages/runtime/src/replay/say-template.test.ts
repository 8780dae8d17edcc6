import { expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import type { TemplateToSay } from './sayable.ts'

const talk = (run: (chat: Chat) => Promise<unknown>) =>
  new Conversation({ name: 'templates', run: async (chat) => void (await run(chat)) })

const ORDER = { name: 'order_update', values: { guest: 'Ana', order: 12 } }
const SAID = { type: 'template', name: 'order_update', language: '', buttons: [] }

test('a template is recorded as it was asked for, once', async () => {
  const conversation = talk(async (chat) => {
    await chat.say({ template: ORDER })
    await chat.say({ template: { ...ORDER, language: 'es', text: 'Your order is ready.' } })
    await chat.ask('All right?')
    await chat.ask('Really?')
  })
  await conversation.hear('Hello')
  await conversation.hear('yes')

  const values = { guest: 'Ana', order: '12' }
  expect(conversation.sent.slice(0, 2)).toEqual([
    { ...SAID, text: '', values },
    { ...SAID, language: 'es', text: 'Your order is ready.', values },
  ])
  expect(conversation.sent).toHaveLength(4)
})

test('the picture of its header is kept by the host, and the journal has its id', async () => {
  const header = { bytes: Buffer.from('png'), mimeType: 'image/png' }
  const conversation = talk(async (chat) => {
    await chat.say({ template: { ...ORDER, header } })
    await chat.say({ template: { ...ORDER, header: { location: { latitude: 1, longitude: 2 } } } })
  })
  await conversation.hear('Hello')

  expect(conversation.sent).toMatchObject([
    { header: { type: 'media', kind: 'image', mediaId: expect.any(String) } },
    { header: { type: 'location', latitude: 1, longitude: 2 } },
  ])
})

test.each<[string, object]>([
  ['needs its name', { name: 'Order Update' }],
  ['must be a text or a number', { ...ORDER, values: { guest: {} } }],
  ['must not be empty', { ...ORDER, text: ' ' }],
  ['at most 5 MB', { ...ORDER, header: { bytes: new Uint8Array(5 * 1_048_576 + 1), mimeType: 'image/png' } }],
])('a template is refused where it says: %s', async (words, template) => {
  const conversation = talk(async (chat) => chat.say({ template: template as TemplateToSay }))
  await conversation.hear('Hello')

  expect(conversation.end).toMatchObject({ failure: { message: expect.stringContaining(words) } })
})

test('what is pressed under a template answers with what its button was made to give back', async () => {
  const conversation = talk(async (chat) => chat.say(`Heard: ${await chat.ask('Which?')}`))
  await conversation.hear('Hello')
  await conversation.hear({ type: 'reply', id: 'soup', title: 'Take it', source: 'template' })

  expect(conversation.texts.at(-1)).toBe('Heard: soup')
})
