import { describe, expect, test } from 'vitest'
import { ACCOUNT, ADA, aChange, aMessage, aWebhook, BUSINESS_PHONE } from '../testing/webhook.ts'
import { whatsapp } from './whatsapp.ts'

const parse = (field: string, value: Record<string, unknown>) =>
  whatsapp.parse(aWebhook(aChange(value, field)), new Date('2026-11-22T10:00:00Z'))
const history = (...threads: unknown[]) =>
  parse('history', { history: [{ metadata: { phase: 0, chunk_order: 1, progress: 10 }, threads }] })

describe('what was said before the number was connected', () => {
  test('is history, from the contact or the business, and opens no window', () => {
    const said = aMessage({ history_context: { status: 'READ' } })
    const answered = aMessage({ id: 'wamid.2', from: BUSINESS_PHONE, to: ADA.wa_id })

    expect(history({ id: ADA.wa_id, messages: [said, answered] })).toMatchObject([
      { type: 'history_progress', phase: 0, progress: 10, failure: null },
      { externalId: 'wamid.1', source: 'history', echo: false, windowHours: 0 },
      { externalId: 'wamid.2', source: 'history', echo: true, windowHours: 0 },
    ])
  })

  test('belongs to the contact of the thread where a message does not name them', () => {
    const messages = [aMessage({ from: undefined }), aMessage({ id: 'wamid.2', from: BUSINESS_PHONE })]
    const sender = [{ kind: 'wa_id', value: ADA.wa_id }]

    expect(history({ id: ADA.wa_id, messages })).toMatchObject([
      { type: 'history_progress' },
      { sender },
      { sender },
    ])
  })

  test('has its files in a list of its own', () => {
    const messages = [aMessage({ type: 'image', image: { id: 'm1' } })]

    expect(parse('history', { messages })).toMatchObject([
      { type: 'message', source: 'history', content: { type: 'media', externalId: 'm1' } },
    ])
  })

  test('is not brought over when the business declines, with the reason in words', () => {
    expect(parse('history', { history: [{ errors: [{ code: 2593109 }] }] })).toEqual([
      {
        ...{ type: 'history_progress', account: ACCOUNT, phase: null, progress: null },
        failure: { code: '2593109', reason: expect.stringContaining('did not share') },
        at: new Date('2026-11-22T10:00:00Z'),
      },
    ])
  })

  test.each([
    ['empty', { history: [{ metadata: {}, threads: [] }] }, ['history']],
    ['no list', { history: 'x' }, ['history:unreadable']],
    ['threads and messages of the wrong type', { history: [{ threads: [null, { messages: [7] }] }] }, 2],
  ])('%s is kept by name', (_name, value, expected) => {
    const kinds = parse('history', value).map((event) => (event.type === 'other' ? event.kind : event.type))

    if (typeof expected === 'number') expect(kinds).toEqual(Array(expected).fill('history:unreadable'))
    else expect(kinds).toEqual(expected)
  })
})

describe('the address book of the phone', () => {
  test('names contacts, and says who is no longer in it', () => {
    const state_sync = [
      {
        type: 'contact',
        action: 'add',
        contact: { full_name: 'Ada L', first_name: 'Ada', phone_number: '+49 151 00001' },
        metadata: { timestamp: '1795300000' },
      },
      { type: 'contact', action: 'remove', contact: { phone_number: '333' } },
    ]

    expect(parse('smb_app_state_sync', { state_sync })).toEqual([
      {
        type: 'contact_synced',
        account: ACCOUNT,
        contact: [{ kind: 'wa_id', value: '4915100001' }],
        name: 'Ada L',
        removed: false,
        at: new Date('2026-11-21T22:26:40Z'),
      },
      {
        type: 'contact_synced',
        account: ACCOUNT,
        contact: [{ kind: 'wa_id', value: '333' }],
        name: null,
        removed: true,
        at: new Date('2026-11-22T10:00:00Z'),
      },
    ])
  })

  test('keeps what it cannot read by name', () => {
    const state_sync = [null, { type: 'label' }, { type: 'contact', contact: {} }]

    expect(parse('smb_app_state_sync', { state_sync })).toMatchObject([
      { kind: 'smb_app_state_sync:unreadable' },
      { kind: 'smb_app_state_sync:label' },
      { kind: 'smb_app_state_sync:without_address' },
    ])
    expect(parse('smb_app_state_sync', {})).toMatchObject([{ kind: 'smb_app_state_sync' }])
  })
})

describe('what happens to the account', () => {
  const body = (field: string, value: Record<string, unknown>) => ({
    entry: [{ id: '1020', time: 1795300000, changes: [{ field, value }] }],
  })
  const told = (kind: string, detail: unknown) => ({
    type: 'account',
    account: null,
    owner: '1020',
    kind,
    detail,
    at: new Date('2026-11-21T22:26:40Z'),
  })

  const prefers = (value: string, wants: boolean, detail: string) => ({
    ...{ type: 'preference', account: null, owner: '1020', wants, detail },
    contact: [{ kind: 'wa_id', value }],
    at: new Date('2026-11-21T22:26:40Z'),
  })

  test.each([
    ['phone_number_quality_update', { event: 'FLAGGED', current_limit: 'TIER_1K' }, ':FLAGGED'],
    ['account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: [] }, ':ACCOUNT_RESTRICTION'],
    ['account_review_update', { decision: 'APPROVED' }, ''],
    ['business_capability_update', { max_phone_numbers_per_business: 20 }, ''],
    ['security', { event: 'PIN_CHANGED' }, ':PIN_CHANGED'],
  ])('%s', (field, value, suffix) => {
    expect(whatsapp.parse(body(field, value))).toEqual([told(field + suffix, value)])
  })

  test('each contact who wants marketing or no longer wants it', () => {
    const user_preferences = [
      { wa_id: '555', category: 'marketing_messages', value: 'stop' },
      { wa_id: '556', category: 'marketing_messages', value: 'resume', detail: 'Asked for it' },
      { wa_id: '557', category: 'marketing_messages', value: 'pause' },
      'x',
    ]

    expect(whatsapp.parse(body('user_preferences', { user_preferences }))).toEqual([
      prefers('555', false, 'stop'),
      prefers('556', true, 'Asked for it'),
      told('user_preferences:pause', user_preferences[2]),
      told('user_preferences:unreadable', {}),
    ])
  })

  test('a detail too deep to be printed again is left out', () => {
    let deep: unknown = 1
    for (let depth = 0; depth < 10_000; depth++) deep = [deep]

    expect(whatsapp.parse(body('account_alerts', { deep }))).toEqual([told('account_alerts', {})])
  })
})
