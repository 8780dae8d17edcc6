import { afterAll, beforeAll, expect, test } from 'vitest'
import { aBusiness, type Business } from '../testing/a-business.ts'

let business: Business

beforeAll(async () => {
  business = await aBusiness()
  await business.simulators.whatsapp.say({ personId: 'ana', text: 'Hola' })
})
afterAll(() => business.close())

const whatsapp = () => business.simulators.whatsapp
const parameters = { flow_message_version: '3', flow_id: '77', flow_cta: 'Book a table', flow_token: 'tok' }
const aForm = (change: object = {}) => {
  const action = { name: 'flow', parameters: { ...parameters, ...change } }
  const interactive = { type: 'flow', body: { text: 'Choose your table' }, action }
  return business.send({ type: 'interactive', interactive })
}

test('a form asks its fields, and what is filled in comes as JSON with the token', async () => {
  const day = { name: 'day', label: 'Day', kind: 'choice' as const, choices: ['Friday'] }
  const guests = { name: 'guests', label: 'Guests', kind: 'number' as const }
  const on1 = {
    id: 'WHEN',
    title: 'When?',
    fields: [day, { name: 'from', label: 'From', kind: 'date' as const }],
  }
  await whatsapp().addFlow({ id: '77', screens: [on1, { id: 'WHO', fields: [guests] }] })
  const messageId = (await aForm()).body.messages?.[0]?.id ?? ''
  const on = { personId: 'ana', messageId }

  expect(await whatsapp().flowOf(on)).toMatchObject({
    screens: [{ title: 'When?' }, { id: 'WHO' }],
    given: {},
  })
  const answer = (answers: Record<string, string | number>) => whatsapp().answerFlow({ ...on, answers })
  await expect(answer({ dia: 'x' })).rejects.toThrow('It has: day, from, guests.')
  await expect(answer({ day: 'Monday' })).rejects.toThrow('takes one of Friday')
  await expect(answer({ guests: '4' })).rejects.toThrow('takes a number')
  await expect(answer({ from: 'soon' })).rejects.toThrow('takes a date')
  await answer({ day: 'Friday', guests: 4 })
  await whatsapp().awaitIdle()

  const [reply] = business.receiver.messages().slice(-1) as unknown as [
    { context: object; interactive: { nfm_reply: { response_json: string } } },
  ]
  expect(reply).toMatchObject({
    ...{ type: 'interactive', context: { id: messageId } },
    interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent' } },
  })
  expect(JSON.parse(reply.interactive.nfm_reply.response_json)).toEqual({
    ...{ day: 'Friday', guests: 4, flow_token: 'tok' },
  })
})

test.each([
  [{ flow_cta: 'x'.repeat(31) }, 131009],
  [{ flow_cta: undefined }, 131008],
  [{ flow_id: undefined }, 131008],
  [{ flow_name: 'both' }, 131008],
  [{ flow_action_payload: { screen: 'WHO', data: {} } }, 131009],
  [{ flow_action_payload: { screen: 'NOWHERE' } }, 131009],
  [{ flow_action: 'data_exchange', flow_action_payload: { screen: 'WHO' } }, 131009],
])('a form with %j is refused', async (change, code) => {
  expect((await aForm(change)).body.error?.code).toBe(code)
})

test('a form begins at the screen that is named, with what it is given', async () => {
  const begin = { flow_action: 'navigate', flow_action_payload: { screen: 'WHO', data: { guests: 2 } } }
  const messageId = (await aForm(begin)).body.messages?.[0]?.id ?? ''

  expect(await whatsapp().flowOf({ personId: 'ana', messageId })).toMatchObject({
    ...{ screens: [{ id: 'WHO' }], given: { guests: 2 } },
  })
})

test.each([
  ['BLOCKED', 132068],
  ['THROTTLED', 132069],
] as const)('a form that is %s is refused', async (status, code) => {
  await whatsapp().addFlow({ id: '78', status, fields: [{ name: 'a', label: 'A' }] })

  expect((await aForm({ flow_id: '78' })).body.error?.code).toBe(code)
})

test('a message without a form has none to answer', async () => {
  const { id } = await whatsapp().say({ personId: 'ana', text: 'Hola' })
  await expect(whatsapp().flowOf({ personId: 'ana', messageId: id })).rejects.toThrow(
    'no form in this message',
  )
})

test('a phone number that was asked for comes as a card that says so', async () => {
  const interactive = {
    ...{ type: 'request_contact_info', body: { text: 'Your number?' } },
    action: { name: 'request_contact_info' },
  }
  const messageId = (await business.send({ type: 'interactive', interactive })).body.messages?.[0]?.id ?? ''
  await whatsapp().shareNumber({ personId: 'ana', messageId })
  await whatsapp().awaitIdle()

  expect(business.receiver.messages().at(-1)).toMatchObject({
    ...{ type: 'contacts', context: { id: messageId } },
    contacts: [{ origin: 'contact_request', phones: [{ wa_id: expect.stringMatching(/^\d+$/) }] }],
  })
  const { id } = await whatsapp().say({ personId: 'ana', text: 'Hola' })
  await expect(whatsapp().shareNumber({ personId: 'ana', messageId: id })).rejects.toThrow('no button')
})

test('an order and a sticker arrive as what they are', async () => {
  await whatsapp().sendOrder({ personId: 'ana' })
  await whatsapp().sendSticker({ personId: 'ana' })
  await whatsapp().awaitIdle()

  expect(business.receiver.messages().slice(-2)).toMatchObject([
    { type: 'order', order: { catalog_id: '194836987003835', product_items: [{ quantity: 2 }, {}] } },
    { type: 'sticker', sticker: { mime_type: 'image/webp', animated: false } },
  ])
})

test('products are shown from their catalogue, and a basket of them is sent at its prices', async () => {
  const products = [
    { id: 'soup', name: 'Soup', price: 4.5, currency: 'EUR' },
    { id: 'rice', name: 'Rice', price: 6, currency: 'EUR' },
  ]
  await whatsapp().putCatalogue({ catalogId: '19', products })
  const messageId = (await aList()).body.messages?.[0]?.id ?? ''
  const on = { personId: 'ana', messageId }

  expect((await whatsapp().offerOf(on)).products).toEqual([products[1]])
  const basket = (productId: string) => whatsapp().orderFrom({ ...on, items: [{ productId, quantity: 2 }] })
  await expect(basket('soup')).rejects.toThrow('does not offer "soup"')
  await basket('rice')
  await whatsapp().awaitIdle()

  expect(business.receiver.messages().at(-1)).toMatchObject({
    type: 'order',
    order: {
      catalog_id: '19',
      product_items: [{ product_retailer_id: 'rice', quantity: 2, item_price: 6, currency: 'EUR' }],
    },
  })
})

const section = (...ids: string[]) => ({ product_items: ids.map((id) => ({ product_retailer_id: id })) })

test.each<[object, object, number]>([
  [{}, { catalog_id: '20' }, 131009],
  [{}, { sections: [section('cake')] }, 131009],
  [{}, { sections: [section('rice'), section('soup')] }, 131008],
  [{}, { sections: [section()] }, 131009],
  [{}, { sections: [section(...Array(31).fill('rice'))] }, 131009],
  [{}, { sections: Array(4).fill({ title: 'x', ...section(...Array(8).fill('rice')) }) }, 131009],
  [{ header: undefined }, {}, 131008],
  [{ type: 'product' }, { product_retailer_id: 'rice' }, 131009],
])('products with %j and %j are refused', async (change, action, code) => {
  expect((await aList(change, action)).body.error?.code).toBe(code)
})

function aList(change: object = {}, action: object = {}) {
  const interactive = {
    ...{ type: 'product_list', header: { type: 'text', text: 'Today' }, body: { text: 'What?' } },
    action: { catalog_id: '19', sections: [section('rice')], ...action },
    ...change,
  }
  return business.send({ type: 'interactive', interactive })
}
