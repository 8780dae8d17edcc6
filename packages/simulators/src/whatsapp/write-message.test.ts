import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aBusiness, type Business, NUMBER, until } from '../testing/a-business.ts'
import { APP_SECRET, VERIFY_TOKEN } from '../testing/webhook-receiver.ts'

let business: Business

beforeEach(async () => {
  business = await aBusiness()
})
afterEach(() => business.close())

const say = (text: string) => business.simulators.whatsapp.say({ personId: 'ana', text })
const idle = () => business.simulators.whatsapp.awaitIdle()
const texts = () => business.receiver.messages().map((message) => (message.text as { body: string }).body)

describe('a message from the phone', () => {
  test('arrives signed over the bytes Meta would send', async () => {
    await say('¿Tenéis mesa? https://x.test 🍝')
    await idle()

    const [arrival] = business.receiver.arrivals
    expect(arrival?.isSigned).toBe(true)
    expect(arrival?.sha1).toMatch(/^sha1=[0-9a-f]{40}$/)
    expect(arrival?.raw).toContain('\\u00bfTen\\u00e9is mesa? https:\\/\\/x.test \\ud83c\\udf5d')
    expect(arrival?.body.entry[0]).toMatchObject({
      id: NUMBER.wabaId,
      changes: [
        {
          field: 'messages',
          value: {
            metadata: { display_phone_number: '34910000001', phone_number_id: NUMBER.phoneNumberId },
            contacts: [{ profile: { name: 'Ana' }, wa_id: '34600111222' }],
            messages: [
              { from: '34600111222', type: 'text', text: { body: '¿Tenéis mesa? https://x.test 🍝' } },
            ],
          },
        },
      ],
    })
  })

  test('of somebody with a username carries the BSUID and no phone, and can be answered there', async () => {
    const { whatsapp } = business.simulators
    await whatsapp.addPerson({ id: 'leo', name: 'Leo', username: 'leo.m', bsuid: 'ES.1349120865530' })
    await whatsapp.say({ personId: 'leo', text: 'Hola' })
    await idle()
    const answer = await business.send({
      recipient: 'ES.1349120865530',
      type: 'text',
      text: { body: 'Hola, Leo' },
    })

    const [message] = business.receiver.messages()
    expect(message).toMatchObject({ from_user_id: 'ES.1349120865530' })
    expect(message).not.toHaveProperty('from')
    const value = business.receiver.arrivals[0]?.body.entry[0]?.changes[0]?.value
    expect(value?.contacts).toEqual([
      { profile: { name: 'Leo', username: 'leo.m' }, user_id: 'ES.1349120865530' },
    ])
    expect(answer.body.contacts).toEqual([{ input: 'ES.1349120865530', user_id: 'ES.1349120865530' }])
  })

  test('comes again until it is acknowledged, and later ones wait for it', async () => {
    business.receiver.answers.push(500, 503)
    await say('first')
    await say('second')
    await idle()

    expect(business.receiver.arrivals.map((arrival) => arrival.status)).toEqual([500, 503, 200, 200])
    expect(texts()).toEqual(['first', 'second'])
    const ticks = await business.simulators.whatsapp.messages({ personId: 'ana' })
    expect(ticks.map((message) => message.status)).toEqual(['delivered', 'delivered'])
  })

  test('can come twice', async () => {
    await business.simulators.whatsapp.settings({ webhooks: { duplicateProbability: 1 } })
    await say('again')

    await until('the duplicate', () => texts().length === 2)
    expect(business.receiver.arrivals[0]?.raw).toBe(business.receiver.arrivals[1]?.raw)
  })

  test('can share a body with its neighbours', async () => {
    await business.simulators.whatsapp.settings({ webhooks: { batchMax: 10, delayMs: 30 } })
    await Promise.all(['a', 'b', 'c'].map(say))
    await idle()

    expect(business.receiver.arrivals).toHaveLength(1)
    expect(texts()).toEqual(['a', 'b', 'c'])
  })

  test('can leave its place in the order, and is not lost', async () => {
    await business.simulators.whatsapp.settings({ webhooks: { reorderProbability: 1 } })
    const sent = Array.from({ length: 12 }, (_, index) => String(index))
    for (const text of sent) await say(text)
    await idle()

    expect(texts()).not.toEqual(sent)
    expect(texts().sort()).toEqual([...sent].sort())
  })

  test('gets its read tick, and those before it, when the business marks it', async () => {
    await say('one')
    const second = await say('two')
    await say('three')
    await idle()
    const answer = await business.send({
      status: 'read',
      message_id: second.id,
      typing_indicator: { type: 'text' },
    })

    expect(answer.body).toEqual({ success: true })
    const messages = await business.simulators.whatsapp.messages({ personId: 'ana' })
    expect(messages.map((message) => message.status)).toEqual(['read', 'read', 'delivered'])
  })
})

describe('a press', () => {
  const choices = {
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'How many?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'n2', title: 'Two' } }] },
    },
  }

  test('of a button is an answer that quotes it', async () => {
    await say('Hola')
    const sent = await business.send(choices)
    await business.simulators.whatsapp.press({ personId: 'ana', title: 'Two' })
    await idle()

    expect(business.receiver.messages()[1]).toMatchObject({
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: 'n2', title: 'Two' } },
      context: { id: sent.body.messages?.[0]?.id, from: '34910000001' },
    })
  })

  test('of a list row carries its description', async () => {
    await say('Hola')
    const row = { id: 't1', title: '20:30', description: 'Inside' }
    await business.send({
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'When?' },
        action: { button: 'Times', sections: [{ rows: [row] }] },
      },
    })
    await business.simulators.whatsapp.press({ personId: 'ana', choiceId: 't1' })
    await idle()

    expect(business.receiver.messages()[1]?.interactive).toEqual({ type: 'list_reply', list_reply: row })
  })

  test('of something that is not there says what is', async () => {
    await say('Hola')
    await business.send(choices)

    await expect(business.simulators.whatsapp.press({ personId: 'ana', title: 'Nine' })).rejects.toThrow(
      'There is: "Two".',
    )
  })

  test('of a template quick reply is of type button', async () => {
    const { whatsapp } = business.simulators
    await whatsapp.addTemplate({
      wabaId: NUMBER.wabaId,
      name: 'reminder',
      language: 'es',
      body: 'Hola {{1}}, mañana te esperamos.',
      quickReplies: ['Voy'],
    })
    const component = { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }
    const template = { name: 'reminder', language: { code: 'es' }, components: [component] }
    const sent = await business.send({ type: 'template', template })
    await whatsapp.press({ personId: 'ana', title: 'Voy' })
    await idle()

    expect(sent.status).toBe(200)
    const [shown] = await whatsapp.messages({ personId: 'ana' })
    expect(shown?.body).toMatchObject({ text: 'Hola Ana, mañana te esperamos.' })
    expect(business.receiver.messages()[0]).toMatchObject({
      type: 'button',
      button: { payload: 'Voy', text: 'Voy' },
    })
  })
})

describe('the window', () => {
  const reply = { type: 'text', text: { body: 'Hola' } }

  test('is closed to those who never wrote, and a reaction does not open it', async () => {
    expect((await business.send(reply)).body.error?.code).toBe(131047)
    await business.simulators.whatsapp.send({
      personId: 'ana',
      type: 'reaction',
      body: { message_id: 'wamid.X', emoji: '👍' },
    })

    expect((await business.send(reply)).body.error?.code).toBe(131047)
  })

  test('closes 24 hours after the last message and lets templates through', async () => {
    await say('Hola')
    await business.simulators.clock.move({ ms: 24 * 3_600_000 - 5_000 })
    const inside = await business.send(reply)
    await business.simulators.clock.move({ ms: 5_000 })
    const outside = await business.send(reply)
    const template = await business.send({
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' } },
    })

    expect([inside.status, outside.body.error?.code, template.status]).toEqual([200, 131047, 200])
  })
})

describe('a fault', () => {
  const reply = { type: 'text', text: { body: 'Hola' }, biz_opaque_callback_data: 'delivery-9' }
  beforeEach(() => say('Hola'))

  test.each(['131047', '131056', '130429', '131026'] as const)(
    '%s refuses the next send and no other',
    async (kind) => {
      await business.simulators.whatsapp.fail({ kind })

      expect((await business.send(reply)).body.error?.code).toBe(Number(kind))
      expect((await business.send(reply)).status).toBe(200)
    },
  )

  test('for one person leaves the others alone', async () => {
    await business.simulators.whatsapp.fail({ kind: '131056', personId: 'somebody-else' })

    expect((await business.send(reply)).status).toBe(200)
  })

  test('that loses the answer still delivers and reports the message', async () => {
    await business.simulators.whatsapp.fail({ kind: 'lose_answer' })

    await expect(business.send(reply)).rejects.toThrow()
    await until('delivered', () => business.receiver.statuses().some(({ status }) => status === 'delivered'))
    expect(business.receiver.statuses()[0]?.biz_opaque_callback_data).toBe('delivery-9')
    expect(await business.simulators.whatsapp.messages({ personId: 'ana' })).toHaveLength(2)
  })

  test('of the status accepts the send and fails it afterwards', async () => {
    await business.simulators.whatsapp.fail({ kind: '131026', when: 'status' })
    const answer = await business.send(reply)

    await until('failed', () => business.receiver.statuses().length > 0)
    expect(answer.status).toBe(200)
    expect(business.receiver.statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131026 }] }])
  })

  test('of the gateway answers 500 without a body and records nothing', async () => {
    await business.simulators.whatsapp.fail({ kind: 'http_500' })

    await expect(business.send(reply)).rejects.toThrow('JSON')
    expect(await business.simulators.whatsapp.messages({ personId: 'ana' })).toHaveLength(1)
  })
})

describe('registering a number', () => {
  const register = (change: object) =>
    business.simulators.whatsapp.registerNumber({
      ...NUMBER,
      webhookUrl: business.receiver.url,
      appSecret: APP_SECRET,
      verifyToken: VERIFY_TOKEN,
      ...change,
    })

  test('says that the webhook does not know the verify token', async () => {
    await expect(register({ verifyToken: 'wrong' })).rejects.toThrow('it does not know this verify token')
  })

  test('says that nobody answers', async () => {
    await expect(register({ webhookUrl: 'http://127.0.0.1:1/webhook' })).rejects.toThrow('Is the server up?')
  })

  test('again changes it, so that the new secret signs', async () => {
    await register({ appSecret: 'another-secret' })
    await say('Hola')

    await until('a refused webhook', () => business.receiver.arrivals.length > 0)
    expect(business.receiver.arrivals[0]?.isSigned).toBe(false)
  })
})
