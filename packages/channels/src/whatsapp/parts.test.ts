import type { Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { messenger } from '../index.ts'
import { whatsapp } from './whatsapp.ts'

describe('parts', () => {
  test('of our own file is one part that is uploaded on its way, with its caption', () => {
    const media = { type: 'media' as const, kind: 'image' as const, mediaId: 'ours', caption: 'Look' }

    expect(whatsapp.parts(media)).toEqual([media])
  })

  test('a long text is several, in their order', () => {
    const parts = whatsapp.parts({ type: 'text', text: `${'a '.repeat(3000)}end` })

    expect(parts).toHaveLength(2)
    expect(parts.at(-1)).toMatchObject({ type: 'text', text: expect.stringMatching(/end$/) })
  })

  test('a caption that is too long follows as text', () => {
    const caption = 'x'.repeat(1025)

    expect(whatsapp.parts({ type: 'media', kind: 'image', externalId: 'm', caption })).toEqual([
      { type: 'media', kind: 'image', externalId: 'm' },
      { type: 'text', text: caption },
    ])
  })

  test('a caption that a sound cannot have follows as text', () => {
    expect(whatsapp.parts({ type: 'media', kind: 'audio', externalId: 'm', caption: 'Listen' })).toEqual([
      { type: 'media', kind: 'audio', externalId: 'm' },
      { type: 'text', text: 'Listen' },
    ])
  })

  test('more than five cards are several messages', () => {
    const contacts = [...Array(12)].map((_, at) => ({ name: `${at}`, phones: ['+1'], emails: [] }))

    const parts = whatsapp.parts({ type: 'contacts', contacts })

    expect(parts.map((part) => part.type === 'contacts' && part.contacts.length)).toEqual([5, 5, 2])
  })

  test.each<Content>([
    { type: 'media', kind: 'image', caption: 'not uploaded' },
    { type: 'reply', id: 'a', title: 'A', source: 'button' },
    { type: 'system', event: 'x', text: 'Something changed' },
    { type: 'unsupported', kind: 'poll' },
    { type: 'contacts', contacts: [] },
  ])('what a business cannot send is one line of text: $type', (content) => {
    expect(whatsapp.parts(content)).toEqual([{ type: 'text', text: expect.any(String) }])
  })
})

test('a question for a phone number has the button that shares it', () => {
  const question: Content = { type: 'text', text: 'Which is your number?', asks: 'phone' }
  const settings = {
    graphUrl: 'https://graph.example',
    version: 'v26.0',
    phoneNumberId: '7',
    accessToken: 't',
  }
  const recipient = [{ kind: 'bsuid', value: 'UY.1' } as const]
  const part = { content: question, recipient, replyTo: null, opaque: 'o', window: 'open' } as const

  expect(whatsapp.render(part, settings).body).toMatchObject({
    recipient: 'UY.1',
    type: 'interactive',
    interactive: {
      type: 'request_contact_info',
      body: { text: 'Which is your number?' },
      action: { name: 'request_contact_info' },
    },
  })
})

test('a question for a place has its button under its end, and is words elsewhere', () => {
  const question: Content = { type: 'text', text: 'Where **are** you?', asks: 'location' }
  const settings = {
    graphUrl: 'https://graph.example',
    version: 'v26.0',
    phoneNumberId: '7',
    accessToken: 't',
  }
  const recipient = [{ kind: 'wa_id', value: '4915' } as const]
  const part = { content: question, recipient, replyTo: null, opaque: 'o', window: 'open' } as const

  expect(whatsapp.parts(question)).toEqual([question])
  expect(whatsapp.render(part, settings).body).toMatchObject({
    type: 'interactive',
    interactive: {
      type: 'location_request_message',
      body: { text: 'Where *are* you?' },
      action: { name: 'send_location' },
    },
  })
  const long = { ...question, text: `${'word '.repeat(600)}\n\nWhere are you?` }
  expect(whatsapp.parts(long).map((one) => one.type === 'text' && one.asks)).toEqual([undefined, 'location'])
  expect(messenger.parts(question)).toEqual([{ type: 'text', text: 'Where **are** you?' }])
})

describe('a form', () => {
  const settings = {
    graphUrl: 'https://graph.example',
    version: 'v26.0',
    phoneNumberId: '7',
    accessToken: 't',
  }
  const form = { type: 'form', text: 'When?', button: 'Choose', flow: '77', token: 'r:1:0001' } as const
  const recipient = [{ kind: 'wa_id', value: '4915' } as const]
  const parametersOf = (content: Content) => {
    const part = { content, recipient, replyTo: null, opaque: 'o', window: 'open' } as const
    const { interactive } = whatsapp.render(part, settings).body as {
      interactive: { action: { parameters: unknown } }
    }
    return interactive.action.parameters
  }
  const always = { flow_message_version: '3', flow_cta: 'Choose', flow_token: 'r:1:0001' }

  test.each<[Partial<typeof form>, object]>([
    [{}, { ...always, flow_id: '77' }],
    [{ flow: 'visit' as '77' }, { ...always, flow_name: 'visit' }],
    [
      { screen: 'DAY', data: { name: 'Ana' } } as object,
      {
        ...{ ...always, flow_id: '77', flow_action: 'navigate' },
        flow_action_payload: { screen: 'DAY', data: { name: 'Ana' } },
      },
    ],
  ])('with %j', (change, parameters) => {
    expect(parametersOf({ ...form, ...change })).toEqual(parameters)
  })

  test('has its button under the end of a long text, and is words elsewhere', () => {
    const parts = whatsapp.parts({ ...form, text: `${'word '.repeat(600)}\n\nWhen?` })

    expect(parts.map(({ type }) => type)).toEqual(['text', 'form'])
    expect(messenger.parts(form)).toEqual([{ type: 'text', text: 'When?' }])
  })
})
