import { describe, expect, test } from 'vitest'
import { ACCOUNT, ADA, aChange, aMessage, aMessageWebhook, aWebhook } from '../testing/webhook.ts'
import { whatsapp } from './whatsapp.ts'

type Fields = Record<string, unknown>
const system = (fields: Fields, message: Fields = {}) => ({ type: 'system', system: fields, ...message })
const parseSystem = (fields: Fields, message: Fields = {}) =>
  whatsapp.parse(aWebhook(aChange({ messages: [aMessage(system(fields, message))] })))
const phone = (value: string) => ({ kind: 'wa_id', value })
const bsuid = (value: string) => ({ kind: 'bsuid', value })

describe('a contact who changed the number', () => {
  test('keeps the text for people', () => {
    expect(parseSystem({ type: 'user_changed_number', body: 'Ada changed', wa_id: '4915100009' })).toEqual([
      {
        type: 'identity_changed',
        account: ACCOUNT,
        externalId: 'wamid.1',
        from: phone(ADA.wa_id),
        to: [phone('4915100009')],
        text: 'Ada changed',
        sentAt: new Date('2026-11-21T22:26:40.000Z'),
      },
    ])
  })

  test('is read in the words of older versions', () => {
    expect(parseSystem({ type: 'customer_changed_number', new_wa_id: '4915100009' })).toMatchObject([
      { type: 'identity_changed', from: phone(ADA.wa_id), to: [phone('4915100009')] },
    ])
  })

  test('has a new user id with the new number', () => {
    const change = { type: 'user_changed_number', wa_id: '4915100009', user_id: 'DE.NEW' }

    expect(parseSystem(change, { from_user_id: 'DE.OLD' })).toMatchObject([
      { from: phone(ADA.wa_id), to: [bsuid('DE.NEW'), phone('4915100009')] },
    ])
  })

  test('is a visible notice when the new number is missing', () => {
    expect(parseSystem({ type: 'user_changed_number', body: 'Ada changed' })).toMatchObject([
      { type: 'message', content: { type: 'system', event: 'user_changed_number', text: 'Ada changed' } },
    ])
  })
})

describe('a contact whose user id changed', () => {
  const change = {
    type: 'user_changed_user_id',
    body: 'Changed',
    user_id: 'DE.NEW',
    parent_user_id: 'DE.ENT.1',
  }
  const to = [bsuid('DE.NEW'), { kind: 'parent_bsuid', value: 'DE.ENT.1' }]

  test('is whoever had the previous one', () => {
    expect(parseSystem({ ...change, previous_user_id: 'DE.OLD' }, { from: undefined })).toMatchObject([
      { type: 'identity_changed', from: bsuid('DE.OLD'), to },
    ])
  })

  test('is whoever has the number when no previous one is given', () => {
    expect(parseSystem(change, { from_user_id: 'DE.NEW' })).toMatchObject([{ from: phone(ADA.wa_id), to }])
  })

  test('is unknown when only the text names the old one, because a contact can choose what the text says', () => {
    const body = 'User DE.VICTIM changed from DE.OLD to DE.NEW'

    expect(parseSystem({ ...change, body }, { from: undefined })).toMatchObject([
      { from: null, to, text: body },
    ])
  })
})

describe('the field user_id_update', () => {
  const parseUpdates = (...updates: unknown[]) =>
    whatsapp.parse(aWebhook(aChange({ user_id_update: updates }, 'user_id_update')))
  const update = {
    wa_id: ADA.wa_id,
    detail: 'Updated.',
    user_id: { previous: 'DE.OLD', current: 'DE.NEW' },
    parent_user_id: { previous: 'DE.ENT.OLD', current: 'DE.ENT.NEW' },
    timestamp: 1795300000,
  }

  test('is the same change under an id that repeats with it', () => {
    expect(parseUpdates(update, update)).toEqual([
      ...[1, 2].map(() => ({
        type: 'identity_changed',
        account: ACCOUNT,
        externalId: 'user_id_update:DE.OLD:DE.NEW',
        from: bsuid('DE.OLD'),
        to: [bsuid('DE.NEW'), { kind: 'parent_bsuid', value: 'DE.ENT.NEW' }],
        text: 'Updated.',
        sentAt: new Date('2026-11-21T22:26:40.000Z'),
      })),
    ])
  })

  test('keeps what it cannot read by name', () => {
    expect(parseUpdates(null, { user_id: 5 }, update)).toMatchObject([
      { type: 'other', kind: 'user_id_update:unreadable' },
      { type: 'other', kind: 'user_id_update:unreadable' },
      { type: 'identity_changed' },
    ])
  })
})

test('another notice is a message', () => {
  expect(
    whatsapp.parse(aMessageWebhook(system({ type: 'customer_identity_changed', body: 'New key' }))),
  ).toMatchObject([
    { type: 'message', content: { type: 'system', event: 'customer_identity_changed', text: 'New key' } },
  ])
})

describe('the number of a contact who shows none', () => {
  const card = { name: { formatted_name: 'Ada' }, phones: [{ phone: '+49 151 00001', wa_id: '4915100001' }] }
  const senderOf = (fields: Record<string, unknown>) => {
    const message = aMessage({ type: 'contacts', contacts: [card], from: undefined, ...fields })
    const events = whatsapp.parse(aWebhook(aChange({ messages: [message] })))
    return events.map((event) => event.type === 'message' && event.sender)
  }
  const own = { from_user_id: 'DE.13491AAA' }

  test('is theirs when they gave it because they were asked for it', () => {
    expect(senderOf({ ...own, origin: 'contact_request' })).toEqual([
      [...[{ kind: 'bsuid', value: 'DE.13491AAA' }], { kind: 'wa_id', value: '4915100001' }],
    ])
  })

  test('is anybody’s on a card that they sent by themselves', () => {
    expect(senderOf({ ...own, origin: 'other' })).toEqual([[{ kind: 'bsuid', value: 'DE.13491AAA' }]])
    expect(senderOf(own)).toEqual([[{ kind: 'bsuid', value: 'DE.13491AAA' }]])
  })
})
