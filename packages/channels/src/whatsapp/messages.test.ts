import { describe, expect, test } from 'vitest'
import {
  ACCOUNT,
  ADA,
  aChange,
  aMessage,
  aMessageWebhook,
  aWebhook,
  BUSINESS_PHONE,
} from '../testing/webhook.ts'
import { whatsapp } from './whatsapp.ts'

const BSUID = { kind: 'bsuid', value: ADA.user_id }
const PHONE = { kind: 'wa_id', value: ADA.wa_id }
const parseValue = (value: Record<string, unknown>) => whatsapp.parse(aWebhook(aChange(value)))

test('reads a text', () => {
  expect(whatsapp.parse(aMessageWebhook())).toEqual([
    {
      type: 'message',
      account: ACCOUNT,
      externalId: 'wamid.1',
      sender: [BSUID, PHONE],
      senderName: 'Ada',
      sentAt: new Date('2026-11-21T22:26:40.000Z'),
      content: { type: 'text', text: 'Hello' },
      context: { externalId: null, forwarded: false, referral: null, story: null },
      windowHours: 24,
      echo: false,
      source: 'live',
      opaque: null,
      appId: null,
    },
  ])
})

describe('who sent it', () => {
  test('a contact who hides the phone number has a user id', () => {
    const contacts = [{ user_id: ADA.user_id, profile: { username: 'ada.l' } }]
    const messages = [aMessage({ from: undefined, from_user_id: ADA.user_id })]

    expect(parseValue({ contacts, messages })).toMatchObject([{ sender: [BSUID], senderName: 'ada.l' }])
  })

  test('a parent id is told from a user id by its pattern, whatever field it is in', () => {
    const messages = [aMessage({ from: 'DE.ENT.77', from_user_id: ADA.user_id })]

    expect(parseValue({ messages })).toMatchObject([
      { sender: [BSUID, { kind: 'parent_bsuid', value: 'DE.ENT.77' }] },
    ])
  })

  test('a user id inside from and wa_id is a user id', () => {
    const contacts = [{ wa_id: ADA.user_id, profile: { name: 'Ada' } }]

    expect(parseValue({ contacts, messages: [aMessage({ from: ADA.user_id })] })).toMatchObject([
      { sender: [BSUID], senderName: 'Ada' },
    ])
  })

  test('a phone number is its digits, as a text or as a number', () => {
    const messages = [aMessage({ from: '+49 151-00001' }), aMessage({ from: 4915100001 })]

    expect(parseValue({ messages })).toMatchObject([{ sender: [PHONE] }, { sender: [PHONE] }])
  })

  test('names belong to addresses, not to places in the list', () => {
    const ben = { wa_id: '4915100002', user_id: 'DE.BEN', profile: { name: 'Ben' } }
    const messages = [aMessage(), aMessage({ from: ben.wa_id })]

    expect(parseValue({ contacts: [ben, ADA], messages })).toMatchObject([
      { senderName: 'Ada', sender: [BSUID, PHONE] },
      { senderName: 'Ben', sender: [{ value: 'DE.BEN' }, { value: ben.wa_id }] },
    ])
  })

  test('a contact with the same number but another user id is somebody else', () => {
    const messages = [aMessage({ from_user_id: 'DE.NEW' })]

    expect(parseValue({ contacts: [ADA], messages })).toMatchObject([
      { sender: [{ kind: 'bsuid', value: 'DE.NEW' }, PHONE], senderName: null },
    ])
  })

  test('a message without any address belongs to the only contact, and to nobody among several', () => {
    const messages = [aMessage({ from: undefined })]
    const ben = { user_id: 'DE.BEN' }

    expect(parseValue({ contacts: [ADA], messages })).toMatchObject([{ sender: [BSUID, PHONE] }])
    expect(parseValue({ contacts: [ADA, ben], messages })).toMatchObject([{ kind: 'message:without_sender' }])
  })

  test('contacts of any wrong type only cost the name', () => {
    for (const contacts of ['x', [null], [{ wa_id: {} }], [{ profile: 5 }], [{ ...ADA, profile: 'Ada' }]]) {
      expect(parseValue({ contacts, messages: [aMessage()] })).toMatchObject([{ senderName: null }])
    }
  })
})

describe('what it carries', () => {
  test('the message it answers, and that it was forwarded', () => {
    const context = { id: 'wamid.0', from: BUSINESS_PHONE, frequently_forwarded: true }

    expect(whatsapp.parse(aMessageWebhook({ context }))).toMatchObject([
      { context: { externalId: 'wamid.0', forwarded: true, referral: null } },
    ])
  })

  test('the ad it came from and the product it is about', () => {
    const referral = { source_type: 'ad', source_id: '1202', ctwa_clid: 'Aff' }
    const context = { referred_product: { catalog_id: 'c', product_retailer_id: 'p' } }

    expect(whatsapp.parse(aMessageWebhook({ referral, context }))).toMatchObject([
      { context: { referral: { ...referral, referred_product: context.referred_product } } },
    ])
  })

  test('a context of the wrong type costs the context, not the message', () => {
    expect(whatsapp.parse(aMessageWebhook({ context: 'x', referral: [] }))).toMatchObject([
      { content: { text: 'Hello' }, context: { externalId: null, forwarded: false, referral: null } },
    ])
  })
})

describe('the window', () => {
  test.each([
    ['a text', {}, 24],
    ['a picture', { type: 'image', image: { id: '1' } }, 24],
    ['a button', { type: 'interactive', interactive: { button_reply: { id: 'a', title: 'A' } } }, 24],
    ['a list row', { type: 'interactive', interactive: { list_reply: { id: 'a', title: 'A' } } }, 24],
    ['a form', { type: 'interactive', interactive: { nfm_reply: { response_json: '{}' } } }, 24],
    ['a template’s quick reply', { type: 'button', button: { text: 'Yes' } }, 24],
    ['an order', { type: 'order', order: { product_items: [] } }, 24],
    ['what cannot be read', { type: 'hologram' }, 24],
    ['a system notice', { type: 'system', system: { type: 'customer_identity_changed', body: 'x' } }, 0],
    [
      'an edit',
      { type: 'edit', edit: { original_message_id: 'wamid.0', message: { text: { body: 'x' } } } },
      0,
    ],
    ['a withdrawal', { type: 'revoke', revoke: { original_message_id: 'wamid.0' } }, 0],
    ['a reaction', { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } }, 0],
  ])('%s', (_name, fields, windowHours) => {
    expect(whatsapp.parse(aMessageWebhook(fields))).toMatchObject([{ windowHours }])
  })
})

describe('what the business wrote in its phone app', () => {
  const parseEcho = (fields: Record<string, unknown>) =>
    whatsapp.parse(
      aWebhook(aChange({ contacts: [ADA], message_echoes: [aMessage(fields)] }, 'smb_message_echoes')),
    )

  test('is an echo that belongs to the contact it went to, and opens no window', () => {
    expect(parseEcho({ from: BUSINESS_PHONE, to: ADA.wa_id })).toMatchObject([
      { type: 'message', echo: true, sender: [BSUID, PHONE], senderName: 'Ada', windowHours: 0 },
    ])
  })

  test('goes to a user id where there is no number', () => {
    expect(parseEcho({ from: BUSINESS_PHONE, to_user_id: ADA.user_id })).toMatchObject([
      { sender: [BSUID, PHONE] },
    ])
  })

  test('belongs to the contact also where sender and recipient are swapped', () => {
    expect(parseEcho({ from: ADA.wa_id, to: `+${BUSINESS_PHONE}` })).toMatchObject([
      { sender: [BSUID, PHONE] },
    ])
  })
})
