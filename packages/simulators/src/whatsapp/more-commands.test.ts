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
  await whatsapp().addFlow({ id: '77', fields: [{ name: 'day', label: 'Day', choices: ['Friday'] }] })
  const messageId = (await aForm()).body.messages?.[0]?.id ?? ''
  const on = { personId: 'ana', messageId }

  expect((await whatsapp().flowOf(on)).fields).toMatchObject([{ name: 'day', label: 'Day' }])
  await expect(whatsapp().answerFlow({ ...on, answers: { dia: 'x' } })).rejects.toThrow('It has: day.')
  await whatsapp().answerFlow({ ...on, answers: { day: 'Friday' } })
  await whatsapp().awaitIdle()

  const [reply] = business.receiver.messages().slice(-1) as unknown as [
    { context: object; interactive: { nfm_reply: { response_json: string } } },
  ]
  expect(reply).toMatchObject({
    ...{ type: 'interactive', context: { id: messageId } },
    interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent' } },
  })
  expect(JSON.parse(reply.interactive.nfm_reply.response_json)).toEqual({ day: 'Friday', flow_token: 'tok' })
})

test.each([
  [{ flow_cta: 'x'.repeat(31) }, 131009],
  [{ flow_cta: undefined }, 131008],
  [{ flow_id: undefined }, 131008],
  [{ flow_name: 'both' }, 131008],
])('a form with %j is refused', async (change, code) => {
  expect((await aForm(change)).body.error?.code).toBe(code)
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
