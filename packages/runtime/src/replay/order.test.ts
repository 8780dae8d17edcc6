import type { Content } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { compareRun } from '../replay-gate/compare.ts'
import { Conversation } from '../testing/conversation.ts'
import { type Backend, defineBackend } from './index.ts'

const MENU = {
  products: ['soup', { id: 'rice', name: 'Rice' }],
  title: 'Today',
  text: 'What would you like?',
}
const ITEMS = [{ productId: 'soup', quantity: 2, price: 4, currency: 'EUR' }]

const sells = (menu: object = MENU) =>
  defineBackend({
    name: 'test',
    run: async (chat) => {
      await chat.say(JSON.stringify(await chat.order(menu as never)))
    },
  })

async function offered(backend: Backend = sells()) {
  const talking = new Conversation(backend)
  await talking.hear('hi')
  return talking
}

test('chat.order gives the basket that was sent, and asks again for what is none', async () => {
  const talking = await offered()
  expect(talking.sent).toEqual([
    {
      ...{ type: 'products', title: 'Today', text: 'What would you like?' },
      sections: [{ products: [{ id: 'soup' }, { id: 'rice', name: 'Rice' }] }],
    },
  ])
  await talking.hear('two soups')
  await talking.hear({ type: 'order', catalogId: '19', items: [] })
  await talking.hear({ type: 'order', catalogId: '19', text: 'Quickly', items: ITEMS })

  const again = 'Please choose among the products, and send your basket.'
  const basket = JSON.stringify({ catalogId: '19', items: ITEMS, text: 'Quickly' })
  expect(talking.texts.slice(1)).toEqual([again, again, basket])
})

test.each([
  [{ ...MENU, products: [] }, 'needs some'],
  [{ ...MENU, title: undefined }, 'A list of products needs a title.'],
  [{ ...MENU, products: Array.from({ length: 31 }, (_, at) => `p${at}`) }, 'at most 30 products'],
  [{ ...MENU, products: [{ title: 'x'.repeat(25), products: ['a'] }] }, 'title of a section'],
  [{ ...MENU, products: [{ title: 'Hot', products: [] }] }, 'A section of products needs some.'],
  [{ ...MENU, products: [''] }, 'id of a product'],
])('products that are too much or nothing end the run before they are sent: %j', async (menu, words) => {
  const { end, sent } = await offered(sells(menu))

  expect(end).toMatchObject({ failure: { message: expect.stringContaining(words) } })
  expect(sent).toEqual([])
})

test('a record of products that went as words is the same run', async () => {
  const talking = await offered()
  await talking.hear({ type: 'order', catalogId: '19', items: ITEMS })
  const record = talking.toRecord('1')
  const asWords: Content = { type: 'text', text: 'Today\n\nWhat would you like?\n\n- soup\n- Rice' }
  const journal = record.journal.map((entry) =>
    entry.content?.type === 'products' ? { ...entry, content: asWords } : entry,
  )

  expect(await compareRun(sells(), { ...record, journal })).toMatchObject({ verdict: 'same' })
})
