import { createHmac } from 'node:crypto'
import type { Address, Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import type { Channel } from './channel.ts'
import { instagram, messenger, web, whatsapp } from './index.ts'
import { aDirectMessage, aDirectWebhook, anEntry } from './testing/direct-webhook.ts'
import { aMessageWebhook } from './testing/webhook.ts'

/** One content of every type; a type without one here does not compile. */
const CONTENTS: { [T in Content['type']]: Extract<Content, { type: T }> } = {
  text: { type: 'text', text: 'Hello' },
  choices: { type: 'choices', text: 'Which one?', choices: [{ id: 'a', title: 'A' }] },
  cards: {
    type: 'cards',
    cards: [{ title: 'Pizza', buttons: [{ kind: 'reply', title: 'Order', id: 'o' }] }],
  },
  reply: { type: 'reply', id: 'a', title: 'A', source: 'button' },
  media: { type: 'media', kind: 'image', externalId: 'm1' },
  location: { type: 'location', latitude: 1, longitude: 2 },
  contacts: { type: 'contacts', contacts: [{ name: 'Ada', phones: [], emails: [] }] },
  reaction: { type: 'reaction', emoji: '👍', targetExternalId: 'wamid.0' },
  products: { type: 'products', text: 'Today', sections: [{ products: [{ id: 'soup' }] }], catalogId: '1' },
  order: { type: 'order', catalogId: 'c', items: [] },
  form: { type: 'form', text: 'When?', button: 'Choose', flow: '77', token: 't' },
  form_reply: { type: 'form_reply', name: 'flow', data: {} },
  comment: { type: 'comment', kind: 'comment', text: 'How much?' },
  hide: { type: 'hide', isHidden: true, targetExternalId: '17' },
  share: { type: 'share', kind: 'post', url: 'https://example.com/p/1' },
  system: { type: 'system', event: 'x', text: 'x' },
  edit: { type: 'edit', targetExternalId: 'wamid.0', text: 'x' },
  unsend: { type: 'unsend', targetExternalId: 'wamid.0' },
  template: { type: 'template', name: 'hello', language: 'es', text: 'Hola', buttons: [], values: {} },
  unsupported: { type: 'unsupported', kind: 'poll' },
}

type Case = {
  channel: Channel<unknown>
  settings: unknown
  recipient: Address[]
  /** A body in which a contact writes. */
  inbound: unknown
}

const DIRECT = {
  graphUrl: 'https://graph.example',
  version: 'v26.0',
  senderId: '1',
  accessToken: 't',
  humanAgent: false,
}

/** Every channel that speaks to a platform. A new one is added here and has to keep all of this. */
const CASES: Case[] = [
  {
    channel: whatsapp as Channel<unknown>,
    settings: { graphUrl: 'https://graph.example', version: 'v26.0', phoneNumberId: '1', accessToken: 't' },
    recipient: [{ kind: 'wa_id', value: '491' }],
    inbound: aMessageWebhook(),
  },
  {
    channel: messenger as Channel<unknown>,
    settings: DIRECT,
    recipient: [{ kind: 'psid', value: '25' }],
    inbound: aDirectWebhook('page', anEntry(aDirectMessage())),
  },
  {
    channel: instagram as Channel<unknown>,
    settings: DIRECT,
    recipient: [{ kind: 'igsid', value: '25' }],
    inbound: aDirectWebhook('instagram', anEntry(aDirectMessage())),
  },
]

describe.each(CASES)('the channel $channel.type', ({ channel, settings, recipient, inbound }) => {
  test('refuses a body that nobody, or somebody else, signed', () => {
    const body = Buffer.from(JSON.stringify(inbound))
    const header = `sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`

    expect(channel.verify(body, header, ['secret'])).toBe(true)
    expect(channel.verify(body, undefined, ['secret'])).toBe(false)
    expect(channel.verify(body, header, ['another'])).toBe(false)
    expect(channel.verify(Buffer.concat([body, Buffer.from(' ')]), header, ['secret'])).toBe(false)
  })

  test('gives equal events when a body is delivered twice', () => {
    const events = channel.parse(structuredClone(inbound))

    expect(events).toMatchObject([{ type: 'message', echo: false, source: 'live', windowHours: 24 }])
    expect(channel.parse(inbound)).toEqual(events)
  })

  test.each([[null], [undefined], [''], [0], [[]], [{}], [{ entry: {} }], [{ object: 5, entry: [[]] }]])(
    'says something of the body %j without an exception',
    (body) => {
      expect(channel.parse(body).every(({ type }) => type === 'other')).toBe(true)
      expect(channel.parse(body).length).toBeGreaterThan(0)
    },
  )

  test.each(Object.values(CONTENTS))('sends $type in requests that are JSON', (content) => {
    const parts = channel.parts(content)

    expect(parts.length).toBeGreaterThan(0)
    for (const part of parts) {
      const send = { content: part, recipient, replyTo: null, opaque: 'out_1', window: 'open' as const }
      const request = channel.render(send, settings)
      expect(request).toMatchObject({ method: 'POST', url: expect.stringMatching(/^https:/) })
      expect(JSON.parse(JSON.stringify(request.body))).toBeTypeOf('object')
    }
  })

  test('cuts a text that is far too long into parts that say all of it', () => {
    const words = [...Array(20_000)].map((_, at) => `w${at}`)

    const parts = channel.parts({ type: 'text', text: words.join(' ') })

    expect(parts.length).toBeGreaterThan(1)
    expect(parts.flatMap((part) => (part.type === 'text' ? part.text.split(' ') : []))).toEqual(words)
  })

  test('never takes an answer it cannot read for a refusal', () => {
    for (const body of ['', '<html>', null, undefined, {}, [], 'x'.repeat(10_000)]) {
      expect(channel.outcome(200, body)).toMatchObject({ type: 'unknown' })
      expect(channel.outcome(502, body)).toMatchObject({ type: 'unknown' })
    }
  })
})

test('the widget shows every content as it is', () => {
  for (const content of Object.values(CONTENTS)) expect(web.parts(content)).toEqual([content])
})
