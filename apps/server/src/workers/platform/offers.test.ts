import { api, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server } = await startWithSimulators()
const { whatsapp } = simulators
const eventually = { timeout: 15_000 }

const CATALOGUE = '194836987003835'
const OWNER = { role: 'owner' } as const

async function aDesk(wabaId = '102290129340399') {
  const desk = await openDesk(server, { simulators, wabaId })
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

const ITEMS = [
  { type: 'BODY', text: 'Look:' },
  { type: 'BUTTONS', buttons: [{ type: 'MPM', text: 'View items' }] },
]
const VISIT = [
  { type: 'BODY', text: 'Come and see us.' },
  { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Book', flow_id: '903' }] },
]
const card = {
  components: [
    { type: 'HEADER', format: 'PRODUCT' },
    { type: 'BUTTONS', buttons: [{ type: 'SPM', text: 'View' }] },
  ],
}
const CARDS = [
  { type: 'BODY', text: 'Today:' },
  { type: 'CAROUSEL', cards: [card, card] },
]

test('templates open products and forms on the phone, and what comes back is in the thread', async () => {
  const wabaId = '102290129340400'
  const made = { items: ITEMS, visit: VISIT, cards: CARDS }
  for (const [name, components] of Object.entries(made)) {
    await whatsapp.addTemplate({ wabaId, name, language: 'en', category: 'utility', components })
  }
  await whatsapp.addFlow({ id: '903', fields: [{ name: 'day', label: 'Day' }] })
  const { desk, params, inbox } = await aDesk(wabaId)
  await desk.agent.call(api.syncTemplates, { params: inbox })
  const listed = async () => (await desk.agent.call(api.listTemplates, { params: inbox })).templates
  await expect.poll(async () => (await listed()).length, eventually).toBe(3)
  const templates = await listed()
  const send = async (name: string, values: Record<string, string>) => {
    const templateId = templates.find((one) => one.name === name)?.id ?? ''
    await desk.agent.call(api.sendTemplate, { params, body: { clientId: newId(), templateId, values } })
    await expect.poll(async () => (await newest(desk))?.body, eventually).toMatchObject({ name })
    return { personId: desk.personId, messageId: (await newest(desk))?.id ?? '' }
  }
  const last = async () => (await desk.timeline()).at(-1)

  const products = { 'card.1.header': 'lemonade', 'card.2.header': 'menu-of-the-day' }
  await expect(send('cards', products)).rejects.toThrow(/names no catalogue/)
  await nameCatalogue(desk)
  const shown = await send('cards', products)
  expect((await whatsapp.offerOf(shown)).products.map(({ id }) => id)).toEqual([
    'lemonade',
    'menu-of-the-day',
  ])

  const items = await send('items', { 'button.1': 'lemonade' })
  await whatsapp.orderFrom({ ...items, items: [{ productId: 'lemonade', quantity: 2 }] })
  await expect.poll(last, eventually).toMatchObject({ content: { type: 'order', items: [{ quantity: 2 }] } })

  const visit = await send('visit', {})
  await whatsapp.answerFlow({ ...visit, answers: { day: 'Monday' } })
  await expect.poll(last, eventually).toMatchObject({
    content: { type: 'form_reply', data: { day: 'Monday' }, token: 'template:visit' },
  })
})
