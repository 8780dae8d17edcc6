import type { Address, Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import type { OutboundPart } from '../outbound.ts'
import { whatsapp } from './whatsapp.ts'

const SETTINGS = {
  graphUrl: 'https://graph.example',
  version: 'v26.0',
  phoneNumberId: '1065',
  accessToken: 'token',
}
const PHONE: Address = { kind: 'wa_id', value: '4915100001' }
const BSUID: Address = { kind: 'bsuid', value: 'DE.13491' }

const render = (content: Content, more: Partial<OutboundPart> = {}) =>
  whatsapp.render(
    { content, recipient: [PHONE], replyTo: null, opaque: 'out_1', window: 'open', ...more },
    SETTINGS,
  )
const bodyOf = (content: Content, more: Partial<OutboundPart> = {}) => render(content, more).body
const text: Content = { type: 'text', text: 'Hello' }

test('sends a text with our id, signed by the account', () => {
  expect(render(text)).toEqual({
    method: 'POST',
    url: 'https://graph.example/v26.0/1065/messages',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
    body: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '4915100001',
      type: 'text',
      text: { body: 'Hello', preview_url: false },
      biz_opaque_callback_data: 'out_1',
    },
  })
})

describe('the recipient', () => {
  test.each<[string, Address[], object]>([
    ['a phone number goes into to, before every user id', [BSUID, PHONE], { to: PHONE.value }],
    ['a user id goes into recipient', [BSUID], { recipient: BSUID.value }],
    [
      'a user id that was taken for a number goes into recipient',
      [{ kind: 'wa_id', value: 'DE.77' }],
      { recipient: 'DE.77' },
    ],
    [
      'a parent id is the last resort',
      [{ kind: 'parent_bsuid', value: 'DE.ENT.1' }],
      { recipient: 'DE.ENT.1' },
    ],
  ])('%s', (_name, recipient, expected) => {
    const { to, recipient: userId } = bodyOf(text, { recipient }) as { to?: string; recipient?: string }

    expect({ ...(to && { to }), ...(userId && { recipient: userId }) }).toEqual(expected)
  })

  test('is needed', () => {
    expect(() => render(text, { recipient: [] })).toThrow('recipient')
  })
})

test('quotes the message it answers', () => {
  expect(bodyOf(text, { replyTo: 'wamid.0' })).toMatchObject({ context: { message_id: 'wamid.0' } })
})

test('converts Markdown and previews links', () => {
  expect(bodyOf({ type: 'text', text: '**Menu**: [here](https://example.org)' })).toMatchObject({
    text: { body: '*Menu*: here (https://example.org)', preview_url: true },
  })
})

describe('each kind of content', () => {
  const choices = [{ id: 'y', title: 'Yes' }]
  const rows = [{ id: 'm9', title: '09:00', description: 'By the window' }]

  test.each<[string, Content, object]>([
    [
      'buttons',
      { type: 'choices', text: 'Sure?', choices },
      {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: 'Sure?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
        },
      },
    ],
    [
      'a list',
      { type: 'choices', text: 'When?', choices: rows, button: 'Times' },
      {
        type: 'interactive',
        interactive: {
          type: 'list',
          body: { text: 'When?' },
          action: { button: 'Times', sections: [{ rows }] },
        },
      },
    ],
    [
      'a picture',
      { type: 'media', kind: 'image', externalId: 'm1', caption: '**Look**' },
      { type: 'image', image: { id: 'm1', caption: '*Look*' } },
    ],
    [
      'a document',
      { type: 'media', kind: 'document', externalId: 'm1', filename: 'a.pdf' },
      { type: 'document', document: { id: 'm1', filename: 'a.pdf' } },
    ],
    [
      'a voice message',
      { type: 'media', kind: 'audio', externalId: 'm1', voice: true, caption: 'no' },
      { type: 'audio', audio: { id: 'm1', voice: true } },
    ],
    [
      'a place',
      { type: 'location', latitude: 1, longitude: 2, name: 'Pier' },
      { type: 'location', location: { latitude: 1, longitude: 2, name: 'Pier' } },
    ],
    [
      'a card',
      { type: 'contacts', contacts: [{ name: 'Ada', phones: ['+491'], emails: ['a@b.c'] }] },
      {
        type: 'contacts',
        contacts: [
          {
            name: { formatted_name: 'Ada', first_name: 'Ada' },
            phones: [{ phone: '+491' }],
            emails: [{ email: 'a@b.c' }],
          },
        ],
      },
    ],
    [
      'a reaction',
      { type: 'reaction', emoji: '👍', targetExternalId: 'wamid.0' },
      { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } },
    ],
    [
      'a reaction taken back',
      { type: 'reaction', emoji: null, targetExternalId: 'wamid.0' },
      { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '' } },
    ],
    [
      'a file that was not uploaded',
      { type: 'media', kind: 'image', caption: 'Look' },
      { type: 'text', text: { body: 'Look', preview_url: false } },
    ],
  ])('%s', (_name, content, expected) => {
    const { messaging_product, recipient_type, to, biz_opaque_callback_data, ...body } = JSON.parse(
      JSON.stringify(bodyOf(content)),
    )

    expect(body).toEqual(expected)
  })

  test('a reaction names its message itself and quotes none', () => {
    const reaction: Content = { type: 'reaction', emoji: '👍', targetExternalId: 'wamid.0' }

    expect(bodyOf(reaction, { replyTo: 'wamid.0' })).not.toHaveProperty('context')
  })
})

describe('markRead', () => {
  test('marks a message as read', () => {
    expect(
      whatsapp.markRead({ externalId: 'wamid.1', recipient: [] }, { typing: false }, SETTINGS),
    ).toMatchObject([
      {
        url: 'https://graph.example/v26.0/1065/messages',
        body: { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.1' },
      },
    ])
  })

  test('shows that somebody is typing', () => {
    expect(
      whatsapp.markRead({ externalId: 'wamid.1', recipient: [] }, { typing: true }, SETTINGS)[0]?.body,
    ).toEqual({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.1',
      typing_indicator: { type: 'text' },
    })
  })
})
