import { Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { aMessageWebhook } from '../testing/webhook.ts'
import { whatsapp } from './whatsapp.ts'

type Fields = Record<string, unknown>

function contentOf(fields: Fields): Content | undefined {
  const [event] = whatsapp.parse(aMessageWebhook(fields))
  return event?.type === 'message' ? event.content : undefined
}

const interactive = (body: Fields) => ({ type: 'interactive', interactive: body })
const media = { id: 'm1', mime_type: 'image/jpeg', sha256: 'abc=' }
const mediaContent = { type: 'media', externalId: 'm1', mimeType: 'image/jpeg', sha256: 'abc=' }
const items = [{ product_retailer_id: 'sku', quantity: '2', item_price: 30.5, currency: 'EUR' }, null, 'x']

const READ: [string, Fields, Fields][] = [
  ['a text', { type: 'text', text: { body: 'Hi' } }, { type: 'text', text: 'Hi' }],
  [
    'a picture',
    { type: 'image', image: { ...media, caption: 'Look' } },
    { ...mediaContent, kind: 'image', caption: 'Look' },
  ],
  ['a video', { type: 'video', video: media }, { ...mediaContent, kind: 'video' }],
  [
    'a sticker',
    { type: 'sticker', sticker: { ...media, animated: true } },
    { ...mediaContent, kind: 'sticker' },
  ],
  [
    'a voice message',
    { type: 'audio', audio: { ...media, voice: true } },
    { ...mediaContent, kind: 'audio', voice: true },
  ],
  ['a sound', { type: 'audio', audio: { ...media, voice: false } }, { ...mediaContent, kind: 'audio' }],
  [
    'a document',
    { type: 'document', document: { ...media, filename: 'a.pdf' } },
    { ...mediaContent, kind: 'document', filename: 'a.pdf' },
  ],
  [
    'a pressed button',
    interactive({ type: 'button_reply', button_reply: { id: 'y', title: 'Yes' } }),
    { type: 'reply', id: 'y', title: 'Yes', source: 'button' },
  ],
  [
    'a chosen row',
    interactive({ type: 'list_reply', list_reply: { id: 'r', title: 'Row', description: 'D' } }),
    { type: 'reply', id: 'r', title: 'Row', description: 'D', source: 'list' },
  ],
  [
    'a reply without a title',
    interactive({ button_reply: { id: 'y' } }),
    { type: 'reply', id: 'y', title: 'y', source: 'button' },
  ],
  [
    'a template’s quick reply',
    { type: 'button', button: { payload: 'p', text: 'No' } },
    { type: 'reply', id: 'p', title: 'No', source: 'template' },
  ],
  [
    'a quick reply without a payload',
    { type: 'button', button: { text: 'No' } },
    { type: 'reply', id: 'No', title: 'No', source: 'template' },
  ],
  [
    'a form',
    interactive({ nfm_reply: { name: 'survey', response_json: '{"stars":5}' } }),
    { type: 'form_reply', name: 'survey', data: { stars: 5 } },
  ],
  [
    'a form with its token',
    interactive({ nfm_reply: { response_json: '{"flow_token":"t1","stars":5}' } }),
    { type: 'form_reply', name: 'flow', data: { stars: 5 }, token: 't1' },
  ],
  [
    'a form with no object in it',
    interactive({ nfm_reply: { response_json: '[1]' } }),
    { type: 'form_reply', name: 'flow', data: [1] },
  ],
  [
    'a form that is no JSON',
    interactive({ nfm_reply: { response_json: 'oops' } }),
    { type: 'form_reply', name: 'flow', data: 'oops' },
  ],
  ['a form without data', interactive({ nfm_reply: {} }), { type: 'form_reply', name: 'flow', data: null }],
  [
    'an answer about calls',
    interactive({ call_permission_reply: { response: 'accept' } }),
    { type: 'form_reply', name: 'call_permission_reply', data: { response: 'accept' } },
  ],
  [
    'a place',
    {
      type: 'location',
      location: { latitude: '37.77', longitude: -122.4, name: 'Pier', address: 'Main St' },
    },
    { type: 'location', latitude: 37.77, longitude: -122.4, name: 'Pier', address: 'Main St' },
  ],
  [
    'a reaction',
    { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } },
    { type: 'reaction', emoji: '👍', targetExternalId: 'wamid.0' },
  ],
  [
    'a reaction taken back',
    { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '' } },
    { type: 'reaction', emoji: null, targetExternalId: 'wamid.0' },
  ],
  [
    'a reaction taken back without a word',
    { type: 'reaction', reaction: { message_id: 'wamid.0' } },
    { type: 'reaction', emoji: null, targetExternalId: 'wamid.0' },
  ],
  [
    'an order',
    { type: 'order', order: { catalog_id: 'c', text: 'Thanks', product_items: items } },
    {
      type: 'order',
      catalogId: 'c',
      text: 'Thanks',
      items: [{ productId: 'sku', quantity: 2, price: 30.5, currency: 'EUR' }],
    },
  ],
  [
    'a notice',
    { type: 'system', system: { type: 'customer_identity_changed', body: 'Changed' } },
    { type: 'system', event: 'customer_identity_changed', text: 'Changed' },
  ],
  [
    'an edited text',
    {
      type: 'edit',
      edit: { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'New' } } },
    },
    { type: 'edit', targetExternalId: 'wamid.0', text: 'New' },
  ],
  [
    'an edited caption',
    {
      type: 'edit',
      edit: { original_message_id: 'wamid.0', message: { type: 'image', image: { caption: 'New' } } },
    },
    { type: 'edit', targetExternalId: 'wamid.0', text: 'New' },
  ],
  [
    'a withdrawn message',
    { type: 'revoke', revoke: { original_message_id: 'wamid.0' } },
    { type: 'unsend', targetExternalId: 'wamid.0' },
  ],
]

describe('reads', () => {
  test.each(READ)('%s', (_name, fields, content) => {
    expect(contentOf(fields)).toEqual(content)
    expect(Content.safeParse(contentOf(fields)).success).toBe(true)
  })
})

describe('shared contacts', () => {
  test.each([
    ['the formatted name', { name: { formatted_name: 'Ada L.', first_name: 'Ada' } }, 'Ada L.'],
    ['first and last name', { name: { first_name: 'Ada', last_name: 'L.' } }, 'Ada L.'],
    ['the vCard’s name', { vcard: 'BEGIN:VCARD\r\nFN;CHARSET=UTF-8:Ada L.\r\nEND:VCARD' }, 'Ada L.'],
    ['the company', { org: { company: 'Engines' } }, 'Engines'],
    ['the number', { name: 7 }, '+49 1'],
  ])('are called by %s', (_name, card, name) => {
    const phones = [{ phone: '+49 1', wa_id: '491' }, { wa_id: '492' }, null]
    const emails = [{ email: 'ada@example.org' }, {}]

    expect(contentOf({ type: 'contacts', contacts: [{ ...card, phones, emails }] })).toEqual({
      type: 'contacts',
      contacts: [{ name, phones: ['+49 1', '492'], emails: ['ada@example.org'] }],
    })
  })
})

describe('keeps what cannot be read, by its kind', () => {
  const error = { code: 131051, title: 'Message type unknown' }

  test.each<[string, Fields, Fields]>([
    ['a type added after this was written', { type: 'hologram' }, { kind: 'hologram' }],
    ['a type that is a name of JavaScript', { type: '__proto__' }, { kind: '__proto__' }],
    ['a type that is no text', { type: { a: 1 } }, { kind: 'unknown' }],
    ['no type', { type: null }, { kind: 'unknown' }],
    [
      'an unsupported message',
      { type: 'unsupported', errors: [error] },
      { kind: 'unsupported', reason: 'Message type unknown' },
    ],
    [
      'an unsupported poll',
      { type: 'unsupported', unsupported: { type: 'poll_creation' } },
      { kind: 'poll_creation' },
    ],
    [
      'an error with details only',
      { type: 'unknown', errors: [{ error_data: { details: 'D' } }] },
      { kind: 'unknown', reason: 'D' },
    ],
    ['a text without a body', { type: 'text', text: 'Hi' }, { kind: 'text' }],
    ['a picture without a body', { type: 'image' }, { kind: 'image' }],
    ['an interactive answer without a body', { type: 'interactive' }, { kind: 'interactive' }],
    ['an interactive answer of a new kind', interactive({ type: 'slider_reply' }), { kind: 'slider_reply' }],
    ['a reply that names nothing', interactive({ button_reply: {} }), { kind: 'interactive' }],
    [
      'a place nowhere',
      { type: 'location', location: { latitude: 'north', longitude: 1 } },
      { kind: 'location' },
    ],
    ['contacts that are no list', { type: 'contacts', contacts: 'x' }, { kind: 'contacts' }],
    ['a reaction to nothing', { type: 'reaction', reaction: { emoji: '👍' } }, { kind: 'reaction' }],
    ['an edit of nothing', { type: 'edit', edit: {} }, { kind: 'edit' }],
  ])('%s', (_name, fields, content) => {
    expect(contentOf(fields)).toEqual({ type: 'unsupported', ...content })
  })

  test('takes the reason from the errors around the message when it has none', () => {
    const body = aMessageWebhook({ type: 'interactive' })
    const [entry] = body.entry as [{ changes: [{ value: Fields }] }]
    entry.changes[0].value.errors = [{ code: 131000, title: 'Something went wrong' }]

    expect(whatsapp.parse(body)).toMatchObject([
      { content: { type: 'unsupported', kind: 'interactive', reason: 'Something went wrong' } },
      { type: 'other', kind: 'error:131000' },
    ])
  })

  test('a form too deep to be printed again stays a text', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000)
    const content = contentOf(interactive({ nfm_reply: { response_json: deep } }))

    expect(content).toEqual({ type: 'form_reply', name: 'flow', data: deep })
  })
})

test('a number that cannot be read in an order is 0', () => {
  const order = { product_items: [{ quantity: 'many', item_price: null }] }

  expect(contentOf({ type: 'order', order })).toEqual({
    type: 'order',
    catalogId: '',
    items: [{ productId: '', quantity: 0, price: 0, currency: '' }],
  })
})
