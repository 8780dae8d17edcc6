import { api } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server } = await startWithSimulators()
const { whatsapp } = simulators
const eventually = { timeout: 15_000 }

const CODE = `
  const products = [{ id: 'soup', name: 'Soup' }, { id: 'rice', name: 'Rice' }]
  const { items } = await chat.order({ products, title: 'Today', text: 'What would you like?' })
  await chat.say(items.map(({ productId, quantity }) => quantity + ' ' + productId).join(', '))`

test('products are words without a catalogue, and with one an order comes back', async () => {
  const products = [
    { id: 'soup', name: 'Soup', price: 4.5, currency: 'EUR' },
    { id: 'rice', name: 'Rice', price: 6, currency: 'EUR' },
  ]
  await whatsapp.putCatalogue({ catalogId: '19483', products })
  const desk = await openDesk(server, { simulators, code: CODE })
  const { personId, number } = desk
  const { inboxId } = number
  await desk.say('Hola')
  const words = 'Today\n\nWhat would you like?\n\n- Soup\n- Rice'
  await expect.poll(desk.phone, eventually).toEqual([words])

  const owner = await server.signIn(number.orgId, { role: 'owner' })
  const { name, backend } = await owner.call(api.getInbox, { params: { inboxId } })
  const same = { name, backendId: backend?.id ?? null, allowedOrigins: null }
  const change = (body: object) =>
    owner.call(api.changeInbox, { params: { inboxId }, body: { ...same, ...body } })
  expect(await change({ catalogId: '19483' })).toMatchObject({ catalogId: '19483' })
  expect(await change({})).toMatchObject({ catalogId: '19483' })
  await whatsapp.sendOrder({
    ...{ personId, phoneNumberId: number.account, catalogId: '19483' },
    items: [{ product_retailer_id: 'soup', quantity: 1, item_price: 4.5, currency: 'EUR' }],
  })
  await expect.poll(desk.phone, eventually).toContain('1 soup')

  await desk.say('Hola otra vez')
  const lists = async () =>
    (await whatsapp.messages({ personId, phoneNumberId: number.account })).filter(
      ({ body }) => (body as { type?: string }).type === 'product_list',
    )
  await expect.poll(async () => (await lists()).length, eventually).toBe(1)
  const messageId = (await lists())[0]?.id ?? ''
  await whatsapp.orderFrom({ personId, messageId, items: [{ productId: 'rice', quantity: 3 }] })

  await expect.poll(desk.phone, eventually).toContain('3 rice')
  const items = (await desk.timeline()).flatMap((item) => (item.type === 'message' ? [item.content] : []))
  expect(items.slice(-4)).toMatchObject([
    { type: 'text' },
    { type: 'products', title: 'Today', catalogId: '19483' },
    { type: 'order', items: [{ productId: 'rice', quantity: 3, price: 6 }] },
    { type: 'text', text: '3 rice' },
  ])
})
