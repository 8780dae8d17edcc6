import { simulate } from '@hilo/sdk/testing'
import { type Simulators, startSimulators } from '@hilo/simulators'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import backend from './backend.ts'
import { findByPhone } from './shop.ts'

let simulators: Simulators

beforeEach(async () => {
  simulators = await startSimulators()
  const trackingUrl = 'https://parcels.example.com/1001'
  await simulators.shop.putOrder({ number: '1001', status: 'shipped', deliveryOn: '2026-11-28', trackingUrl })
})
afterEach(() => simulators.close())

function begin(locale = 'en', secrets = { SHOP_TOKEN: 'shop-token' }) {
  return simulate(backend, { config: { shopUrl: simulators.shopUrl }, secrets, contact: { locale } })
}

const NOT_FOUND = 'I cannot find an order with those details. Let us try again: what is the number?'
const DOWN = 'I cannot look orders up right now. I am passing your question on to the team.'

describe('order-status', () => {
  test('tells the buyer, who proves it with the phone', async () => {
    const t = begin()
    await t.says('where is my order?')
    t.expect(/^Hi! I can tell you how your order is doing\./)
    await t.says('it is #1001')
    expect(t.options).toEqual(['By my phone', 'A code by e-mail', 'Talk to a person'])
    await t.presses('By my phone')
    await t.says('3-456')
    t.expect(
      'Order 1001 is on its way. It should arrive on Saturday, November 28.\n' +
        'Follow it here: https://parcels.example.com/1001',
      'Anything else?',
    )
    await t.presses('No, thank you')

    expect(t.outcome).toBe('told')
  })

  test('tells the buyer in Spanish, who proves it with a code by e-mail', async () => {
    const t = begin('es-UY')
    for (const said of ['hola', '1001', 'código por correo']) await t.says(said)
    t.expect(/^Si hay un pedido con ese número, te llegará un código/)
    const [mail] = await simulators.shop.mails()
    await t.says(`es ${mail?.code}`)

    t.expect(/^El pedido 1001 está en camino\. Llega el sábado, 28 de noviembre\./, '¿Algo más?')
  })

  test('says the same, word for word, of no such order and of a wrong proof', async () => {
    const conversationAbout = async (number: string) => {
      const t = begin()
      for (const said of ['hi', number, 'by my phone', '0000']) await t.says(said)
      for (const said of [number, 'a code by e-mail', '000000']) await t.says(said)
      return t.transcript.replaceAll(number, 'N')
    }

    const [unknown, wrong] = [await conversationAbout('4004'), await conversationAbout('1001')]

    expect(unknown).toBe(wrong)
    expect(unknown.match(/I cannot find an order with those details\./g)).toHaveLength(2)
  })

  test('hands over after three wrong tries, and a right one in between buys no more of them', async () => {
    const t = begin()
    await t.says('hi')
    for (const digits of ['0000', '1111']) {
      for (const said of ['1001', '1', digits]) await t.says(said)
      t.expect(NOT_FOUND)
    }
    for (const said of ['1001', '1', '3456', 'another order', '1002', '1', '2222']) await t.says(said)

    t.expect('I am passing your question on to the team. Someone will write to you shortly.')
    expect(t.handoff?.summary).toBe('3 times no order with the number and the proof that were given.')
    expect(t.transcript.match(/Order 1001 is on its way/g)).toHaveLength(1)
  })

  test('gives a step to record what may be told, and neither phone nor e-mail', async () => {
    const recorded = await findByPhone({ url: simulators.shopUrl, token: 'shop-token' }, '1001', '3456')

    expect(Object.keys(recorded ?? {})).toEqual(['number', 'status', 'deliveryOn', 'trackingUrl'])
  })

  test('tries again when the shop fails on the way', async () => {
    const t = begin()
    for (const said of ['hi', '1001', '1']) await t.says(said)
    await simulators.shop.fail({ times: 2 })
    await t.says('3456')

    t.expect(/^Order 1001/, 'Anything else?')
    expect(t.steps.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
  })

  test('checks a code once, also when the answer to it is lost', async () => {
    const t = begin()
    for (const said of ['hi', '1001', '2']) await t.says(said)
    const [mail] = await simulators.shop.mails()
    await simulators.shop.fail({ kind: 'lose_answer' })
    await t.says(mail?.code ?? '')

    t.expect(/^Order 1001/, 'Anything else?')
  })

  test('hands over when the shop stays down, and says nothing of the order', async () => {
    const t = begin()
    for (const said of ['hi', '1001', '1']) await t.says(said)
    await simulators.shop.fail({ times: 5 })
    await t.says('3456')
    t.expect(DOWN)
    expect(t.handoff?.summary).toContain(
      "Step 'check the phone' failed after 5 attempts: The shop answered 503.",
    )
    await t.handBack()

    t.expect('If you want to know about another order, write to me.')
  })

  test('hands over at once when the shop refuses the token', async () => {
    const t = begin('en', { SHOP_TOKEN: 'an old one' })
    for (const said of ['hi', '1001', '1', '3456']) await t.says(said)

    t.expect(DOWN)
    expect(t.steps).toHaveLength(1)
  })

  test('lets the contact change their mind: another order, or a person', async () => {
    await simulators.shop.putOrder({ number: '1002', status: 'delivered' })
    const t = begin()
    for (const said of ['hi', '1001', '1', '3456', 'another order', '1002', '1', '3456']) await t.says(said)
    t.expect('Order 1002 has been delivered.', 'Anything else?')
    await t.presses('Talk to a person')

    expect(t.handoff?.summary).toBe('Has order 1002 before them.')
  })

  test('leaves who does not answer alone, and forgets who was told', async () => {
    const silent = begin()
    for (const said of ['hi', '1001']) await silent.says(said)
    await silent.advance('31 minutes')
    silent.expect(/^I'll leave it there for now/)
    expect(silent.outcome).toBe('abandoned')

    const told = begin()
    for (const said of ['hi', '1001', '1', '3456']) await told.says(said)
    await told.advance('2 hours')
    told.expect()
    await told.says('1001')
    told.expect(/^Hi! I can tell you/)
  })
})

describe('the tool orderStatus', () => {
  const ask = (phone: string | null, number = '1001') =>
    simulate(backend, {
      ...{ config: { shopUrl: simulators.shopUrl }, secrets: { SHOP_TOKEN: 'shop-token' } },
      contact: { phone },
    }).tool('orderStatus', { number })

  test('tells who has the phone of the order how it stands, and nobody else', async () => {
    expect(await ask('59899123456')).toMatchObject({ result: { number: '1001', status: 'shipped' } })
    expect(await ask('59899000000')).toEqual({ refused: 'Who writes has no order with this number.' })
    expect(await ask(null)).toEqual({ refused: expect.stringContaining('a person has to look') })
  })

  test('takes a number alone, and tries again when the shop fails', async () => {
    expect(await ask('59899000000', 'mine')).toEqual({ refused: expect.stringContaining('number') })
    await simulators.shop.fail({ times: 2 })
    expect(await ask('59899000000')).toMatchObject({ refused: expect.any(String) })
  })
})
