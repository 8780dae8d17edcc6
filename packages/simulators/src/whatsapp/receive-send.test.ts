import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aBusiness, type Business, NUMBER, until } from '../testing/a-business.ts'

let business: Business

beforeAll(async () => {
  business = await aBusiness()
  await business.simulators.whatsapp.say({ personId: 'ana', text: 'Hola' })
})
afterAll(() => business.close())

const text = (body: string) => ({ type: 'text', text: { body } })
const buttons = (titles: string[]) => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'Which?' },
    action: {
      buttons: titles.map((title, index) => ({ type: 'reply', reply: { id: `b${index}`, title } })),
    },
  },
})
const list = (rows: object[], button = 'Times') => ({
  type: 'interactive',
  interactive: { type: 'list', body: { text: 'Which?' }, action: { button, sections: [{ rows }] } },
})
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `r${index}`, title: `${index}` }))

describe('a send', () => {
  test('is accepted, recorded in order and shown with its opaque data', async () => {
    const first = await business.send({ ...text('One'), biz_opaque_callback_data: 'delivery-1' })
    const second = await business.send({ ...text('Two'), biz_opaque_callback_data: 'delivery-2' })

    expect(first.status).toBe(200)
    expect(first.body.contacts).toEqual([{ input: '34600111222', wa_id: '34600111222' }])
    const messages = await business.simulators.whatsapp.messages({ personId: 'ana' })
    expect(messages.slice(-2)).toMatchObject([
      { id: first.body.messages?.[0]?.id, direction: 'out', opaque: 'delivery-1', body: { body: 'One' } },
      { id: second.body.messages?.[0]?.id, direction: 'out', opaque: 'delivery-2', body: { body: 'Two' } },
    ])
  })

  test('is reported as sent and delivered, then as read when the person looks, each with the opaque data', async () => {
    const answer = await business.send({ ...text('Look'), biz_opaque_callback_data: 'delivery-3' })
    const id = answer.body.messages?.[0]?.id
    const statuses = () => business.receiver.statuses().filter((status) => status.id === id)
    await until('delivered', () => statuses().length === 2)

    await business.simulators.whatsapp.look({ personId: 'ana' })

    await until('read', () => statuses().length === 3)
    expect(statuses().map((status) => status.status)).toEqual(['sent', 'delivered', 'read'])
    expect(statuses().every((status) => status.biz_opaque_callback_data === 'delivery-3')).toBe(true)
    expect(statuses()[0]).toMatchObject({ recipient_id: '34600111222', pricing: { pricing_model: 'PMP' } })
  })

  test('that was looked at before it arrived is read as soon as it does', async () => {
    const answer = await business.send(text('Early'))
    await business.simulators.whatsapp.look({ personId: 'ana' })

    const id = answer.body.messages?.[0]?.id
    const statuses = () => business.receiver.statuses().filter((status) => status.id === id)
    await until('read', () => statuses().length === 3)
    expect(statuses().map((status) => status.status)).toEqual(['sent', 'delivered', 'read'])
  })

  test('of a reaction stands on its message and is only ever sent', async () => {
    const [target] = await business.simulators.whatsapp.messages({ personId: 'ana' })
    const answer = await business.send({
      type: 'reaction',
      reaction: { message_id: target?.id, emoji: '👍' },
    })

    await until('sent', () =>
      business.receiver.statuses().some(({ id }) => id === answer.body.messages?.[0]?.id),
    )
    expect((await business.simulators.whatsapp.messages({ personId: 'ana' }))[0]?.reactions.business).toBe(
      '👍',
    )
  })
})

describe('what is refused', () => {
  test.each([
    ['a text of 4,097 characters', text('x'.repeat(4_097)), 100],
    ['an empty text', text(''), 131008],
    ['a message without its object', { type: 'text' }, 131008],
    ['an unknown type', { type: 'hologram' }, 100],
    ['four buttons', buttons(['1', '2', '3', '4']), 131009],
    ['a button of 21 characters', buttons(['x'.repeat(21)]), 131009],
    ['two buttons of one name', buttons(['Yes', 'Yes']), 131009],
    ['eleven rows', list(rows(11)), 131009],
    ['two rows of one id', list([...rows(1), ...rows(1)]), 131009],
    ['a row of 25 characters', list([{ id: 'a', title: 'x'.repeat(25) }]), 131009],
    ['a description of 73 characters', list([{ id: 'a', title: 'a', description: 'x'.repeat(73) }]), 131009],
    ['a list button of 21 characters', list(rows(1), 'x'.repeat(21)), 131009],
    ['six contacts', { type: 'contacts', contacts: Array(6).fill({}) }, 131009],
    ['a place beyond the pole', { type: 'location', location: { latitude: 91, longitude: 0 } }, 131009],
    ['an image with neither id nor link', { type: 'image', image: { caption: 'x' } }, 131008],
    ['513 characters of opaque data', { ...text('x'), biz_opaque_callback_data: 'x'.repeat(513) }, 131009],
    ['a phone number of letters', { ...text('x'), to: 'Ana' }, 131009],
    ['a BSUID of no country', { ...text('x'), recipient: '1349120865530' }, 131009],
    ['a message to itself', { ...text('x'), to: '34910000001' }, 131021],
    [
      'a template that does not exist',
      { type: 'template', template: { name: 'x', language: { code: 'en' } } },
      132001,
    ],
    ['a body that is no product', { ...text('x'), messaging_product: 'sms' }, 100],
  ])('%s', async (_name, fields, code) => {
    const answer = await business.send(fields)

    expect(answer.body.error?.code).toBe(code)
    expect(answer.body.error?.error_data?.details).toBeTruthy()
  })

  test('leaves nothing on the phone', async () => {
    const before = await business.simulators.whatsapp.messages({ personId: 'ana' })

    await business.send(buttons(['1', '2', '3', '4']))

    expect(await business.simulators.whatsapp.messages({ personId: 'ana' })).toHaveLength(before.length)
  })

  test.each([
    ['at the limits', buttons(['x'.repeat(20), 'b', 'c'])],
    ['4,096 emoji, counted as people count them', text('🍝'.repeat(4_096))],
    ['ten rows', list(rows(10))],
    ['a contact', { type: 'contacts', contacts: [{ name: { formatted_name: 'A B', first_name: 'A' } }] }],
  ])('is not %s', async (_name, fields) => {
    expect((await business.send(fields)).status).toBe(200)
  })
})

describe('the token', () => {
  const get = (path: string, token?: string) =>
    fetch(`${business.simulators.graphUrl}/v26.0/${path}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    })

  test.each([
    ['missing', undefined],
    ['unknown', 'nobody'],
  ])('is refused with 190 when it is %s', async (_name, token) => {
    const answer = await get(NUMBER.phoneNumberId, token)

    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ error: { code: 190, type: 'OAuthException' } })
  })

  test('opens its own number and no other', async () => {
    const own = await get(`${NUMBER.phoneNumberId}?fields=verified_name`, NUMBER.accessToken)
    const other = await get('999', NUMBER.accessToken)

    expect(await own.json()).toEqual({ id: NUMBER.phoneNumberId, verified_name: 'Casa Lumbre' })
    expect(await other.json()).toMatchObject({ error: { code: 100, error_subcode: 33 } })
  })
})

describe('media', () => {
  const authorization = `Bearer ${NUMBER.accessToken}`

  test('that was uploaded can be looked up and fetched with the token', async () => {
    const form = new FormData()
    form.set('messaging_product', 'whatsapp')
    form.set('type', 'image/png')
    form.set('file', new File([new Uint8Array([1, 2, 3])], 'dot.png'))
    const { graphUrl } = business.simulators
    const uploaded = await fetch(`${graphUrl}/v26.0/${NUMBER.phoneNumberId}/media`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    })
    const { id } = (await uploaded.json()) as { id: string }
    const described = await fetch(`${graphUrl}/v26.0/${id}`, { headers: { authorization } })
    const { url, file_size } = (await described.json()) as { url: string; file_size: number }

    expect(file_size).toBe(3)
    expect(new Uint8Array(await (await fetch(url, { headers: { authorization } })).arrayBuffer())).toEqual(
      new Uint8Array([1, 2, 3]),
    )
    expect((await fetch(url)).status).toBe(401)
  })

  test('of a phone arrives as an id with its digest', async () => {
    await business.simulators.whatsapp.sendPhoto({ personId: 'ana', caption: 'Vista' })

    await until('the photo', () => business.receiver.messages().some((message) => message.type === 'image'))
    const photo = business.receiver.messages().find((message) => message.type === 'image')
    expect(photo?.image).toMatchObject({
      caption: 'Vista',
      mime_type: 'image/png',
      sha256: expect.stringMatching(/^\w{64}$/),
    })
  })

  test('that is a voice note or a document arrives as what it is', async () => {
    const { whatsapp } = business.simulators
    await whatsapp.sendVoice({ personId: 'ana', seconds: 2 })
    await whatsapp.sendDocument({ personId: 'ana', filename: 'Año (2041).pdf' })

    const sent = (type: string) => business.receiver.messages().find((message) => message.type === type)
    await until('both', () => Boolean(sent('audio') && sent('document')))
    expect(sent('audio')?.audio).toMatchObject({ mime_type: 'audio/ogg; codecs=opus', voice: true })
    expect(sent('document')?.document).toMatchObject({
      filename: 'Año (2041).pdf',
      mime_type: 'application/pdf',
    })
  })
})
