import { api, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { type Desk, openDesk } from '../testing/desk.ts'
import { startWithSimulators } from '../testing/simulators.ts'

const { simulators, server } = await startWithSimulators()
const { whatsapp } = simulators
const eventually = { timeout: 15_000 }

const CATALOGUE = '194836987003835'
const OWNER = { role: 'owner' } as const

async function aDesk() {
  const desk = await openDesk(server, { simulators, wabaId: '102290129340399' })
  await desk.say('Hello')
  await expect.poll(() => desk.conversationId().catch(() => null), eventually).toEqual(expect.any(String))
  return {
    desk,
    params: { conversationId: await desk.conversationId() },
    inbox: { inboxId: desk.number.inboxId },
  }
}

async function nameCatalogue({ number }: Desk) {
  const owner = await server.signIn(number.orgId, OWNER)
  const body = { name: 'WhatsApp', backendId: null, allowedOrigins: null, catalogId: CATALOGUE }
  await owner.call(api.changeInbox, { params: { inboxId: number.inboxId }, body })
}

async function newest({ personId, number }: Desk) {
  const messages = await whatsapp.messages({ personId, phoneNumberId: number.account })
  return messages.filter(({ direction }) => direction === 'out').at(-1)
}

test('a member finds a product, sends it, and the contact orders it', async () => {
  const { desk, params, inbox } = await aDesk()
  await expect(desk.agent.call(api.listProducts, { params: inbox })).rejects.toThrow(/no catalogue/)
  await nameCatalogue(desk)

  const query = { search: 'LEMON' }
  const { products, next } = await desk.agent.call(api.listProducts, { params: inbox, query })
  expect({ products, next }).toEqual({
    products: [{ id: 'lemonade', name: 'Lemonade', price: 'EUR 4.00' }],
    next: null,
  })
  const body = { clientId: newId(), text: 'Would you like one?', products }
  const several = [...products, { id: 'menu-of-the-day', name: 'Menu' }].map(({ id, name }) => ({ id, name }))
  await desk.agent.call(api.sendProducts, {
    params,
    body: { ...body, products: products.map(({ id, name }) => ({ id, name })) },
  })
  await expect.poll(async () => (await newest(desk))?.body, eventually).toMatchObject({ type: 'product' })
  const messageId = (await newest(desk))?.id ?? ''
  await whatsapp.orderFrom({ personId: desk.personId, messageId, items: [{ productId: 'lemonade' }] })
  await expect
    .poll(async () => (await desk.timeline()).at(-1), eventually)
    .toMatchObject({
      content: { type: 'order', items: [{ productId: 'lemonade', price: 4 }] },
    })

  const untitled = desk.agent.call(api.sendProducts, {
    params,
    body: { clientId: newId(), text: 'Two', products: several },
  })
  await expect(untitled).rejects.toThrow(/above several products/)
  await desk.agent.call(api.sendProducts, {
    params,
    body: { clientId: newId(), text: 'Two', title: 'Today', products: several },
  })
  await expect
    .poll(async () => (await newest(desk))?.body, eventually)
    .toMatchObject({
      type: 'product_list',
    })
})

test('a product that the platform has no longer fails, and says why', async () => {
  const { desk, params } = await aDesk()
  await nameCatalogue(desk)
  const body = { clientId: newId(), text: 'This one', products: [{ id: 'gone' }] }
  await desk.agent.call(api.sendProducts, { params, body })

  await expect
    .poll(desk.sent, eventually)
    .toMatchObject([{ status: 'failed', reason: expect.stringMatching(/./) }])
})

test('a member sends a form, and what is filled in comes into the thread', async () => {
  const { desk, params, inbox } = await aDesk()
  const fields = [{ name: 'day', label: 'Day' }]
  await whatsapp.addFlow({ id: '901', name: 'Book a visit', fields })
  await whatsapp.addFlow({ id: '902', name: 'Old', status: 'BLOCKED', fields })
  const { forms } = await desk.agent.call(api.listForms, { params: inbox })
  expect(forms).toEqual([{ id: '901', name: 'Book a visit' }])

  const body = { clientId: newId(), text: 'When?', button: 'Choose', flow: '901' }
  await desk.agent.call(api.sendForm, { params, body })
  await expect.poll(async () => (await newest(desk))?.body, eventually).toMatchObject({ type: 'flow' })
  expect((await desk.conversation()).holder).toBe('human')
  const messageId = (await newest(desk))?.id ?? ''
  await whatsapp.answerFlow({ personId: desk.personId, messageId, answers: { day: 'Monday' } })

  await expect
    .poll(async () => (await desk.timeline()).at(-1), eventually)
    .toMatchObject({
      content: { type: 'form_reply', data: { day: 'Monday' } },
    })
})
