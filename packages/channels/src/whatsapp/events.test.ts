import { describe, expect, test } from 'vitest'
import {
  ACCOUNT,
  ADA,
  aChange,
  aMessage,
  aMessageWebhook,
  aStatus,
  aWebhook,
  BUSINESS_PHONE,
} from '../testing/webhook.ts'
import { whatsapp } from './whatsapp.ts'

const kinds = (body: unknown) =>
  whatsapp
    .parse(body)
    .map((event) => (event.type === 'other' || event.type === 'account' ? event.kind : event.type))

describe('what a body holds', () => {
  test('reads every entry, change, message and status', () => {
    const change = aChange({ messages: [aMessage(), aMessage({ id: 'wamid.3' })], statuses: [aStatus()] })
    const body = { entry: [...Array(2)].map(() => ({ id: '1', changes: [change, change] })) }

    const events = whatsapp.parse(body)

    expect(events.filter(({ type }) => type === 'message')).toHaveLength(8)
    expect(events.filter(({ type }) => type === 'status')).toHaveLength(4)
  })

  test('puts messages before statuses, whatever order they came in', () => {
    const body = aWebhook(aChange({ statuses: [aStatus(), aStatus()] }), aChange({ messages: [aMessage()] }))

    expect(kinds(body)).toEqual(['message', 'status', 'status'])
  })

  test('keeps the order of messages', () => {
    const ids = ['wamid.c', 'wamid.a', 'wamid.b']
    const body = aWebhook(aChange({ messages: ids.map((id) => aMessage({ id })) }))

    expect(whatsapp.parse(body)).toMatchObject(ids.map((externalId) => ({ externalId })))
  })

  test('gives equal events when the same body is delivered twice', () => {
    const body = aWebhook(aChange({ contacts: [ADA], messages: [aMessage()], statuses: [aStatus()] }))

    expect(whatsapp.parse(structuredClone(body))).toEqual(whatsapp.parse(body))
  })

  test('reads a change whose field is missing when a contact wrote in it', () => {
    const { value } = aChange({ messages: [aMessage()] })

    expect(kinds(aWebhook({ value }))).toEqual(['message'])
  })
})

describe('one bad item leaves the others alone', () => {
  test.each([
    ['null', null, 'message:unreadable'],
    ['a text', 'x', 'message:unreadable'],
    ['a list', [], 'message:unreadable'],
    ['no id', aMessage({ id: undefined }), 'message:without_id'],
    ['an id of the wrong type', aMessage({ id: {} }), 'message:without_id'],
    ['nobody who sent it', aMessage({ from: null }), 'message:without_sender'],
    ['a group', aMessage({ group_id: 'g1' }), 'group:message'],
  ])('a message that is or has %s', (_name, bad, kind) => {
    const others = [
      { ...ADA, wa_id: '1', user_id: 'DE.1' },
      { ...ADA, wa_id: '2', user_id: 'DE.2' },
    ]
    const body = aWebhook(aChange({ contacts: others, messages: [aMessage(), bad, aMessage()] }))

    expect(kinds(body)).toEqual(['message', kind, 'message'])
  })

  test.each([
    ['null', null, 'status:unreadable'],
    ['no status', aStatus({ status: undefined }), 'status:unreadable'],
    ['a status that is new', aStatus({ status: 'teleported' }), 'status:teleported'],
    ['a status of older versions', aStatus({ status: 'deleted' }), 'status:deleted'],
    ['no id', aStatus({ id: '' }), 'status:without_id'],
    ['a group', aStatus({ recipient_type: 'group' }), 'group:status'],
  ])('a status that is or has %s', (_name, bad, kind) => {
    const body = aWebhook(aChange({ messages: [aMessage()], statuses: [bad, aStatus()] }))

    expect(kinds(body)).toEqual(['message', kind, 'status'])
  })

  test('an entry and a change of the wrong type', () => {
    const good = aChange({ messages: [aMessage()] })
    const body = { entry: [null, 7, { changes: 'x' }, { changes: [null, {}, good] }] }

    expect(kinds(body)).toEqual([
      'entry:unreadable',
      'entry:unreadable',
      'entry:unreadable',
      'change:unreadable',
      'change:unreadable',
      'message',
    ])
  })
})

describe('what is not handled is kept by name', () => {
  test.each([
    ['a body without entries', {}, ['webhook:unreadable']],
    ['null', null, ['webhook:unreadable']],
    ['a text', 'hello', ['webhook:unreadable']],
    ['messages that are no list', aWebhook(aChange({ messages: '<messages>' })), ['message:unreadable']],
    ['a value that is no object', aWebhook({ field: 'messages', value: 'x' }), ['messages:unreadable']],
    ['a value with contacts only', aWebhook(aChange({ contacts: [ADA] })), ['messages:empty']],
    ['an error of the account', aWebhook(aChange({ errors: [{ code: 130429 }] })), ['error:130429']],
    ['something new beside messages', aWebhook(aChange({ polls: [] })), ['messages:polls']],
    [
      'a field of the account',
      aWebhook(aChange({ event: 'FLAGGED' }, 'account_update')),
      ['account_update:FLAGGED'],
    ],
    ['a field without an event', aWebhook(aChange({}, 'account_alerts')), ['account_alerts']],
    ['imported history', aWebhook(aChange({ history: [{ threads: [] }] }, 'history')), ['history']],
    ['calls', aWebhook(aChange({ calls: [{}] }, 'calls')), ['calls']],
    ['a field from the future', aWebhook(aChange({}, 'holograms')), ['holograms']],
    ['an empty standby', aWebhook(aChange({}, 'standby')), ['standby:empty']],
    [
      'an update of ids that is no list',
      aWebhook(aChange({ user_id_update: 'x' }, 'user_id_update')),
      ['user_id_update:unreadable'],
    ],
    ['an update of no ids', aWebhook(aChange({}, 'user_id_update')), ['user_id_update']],
  ])('%s', (_name, body, expected) => {
    expect(kinds(body)).toEqual(expected)
  })

  test('what Meta’s own agent handles, item by item', () => {
    const echo = aMessage({ from: BUSINESS_PHONE, to: ADA.wa_id })
    const value = { messages: [aMessage(), aMessage()], message_echoes: [echo], statuses: [aStatus()] }

    const events = whatsapp.parse(aWebhook(aChange(value, 'standby')))

    expect(events).toMatchObject([
      { type: 'message', source: 'standby', echo: false, windowHours: 24 },
      { type: 'message', source: 'standby', echo: false },
      { type: 'message', source: 'standby', echo: true, windowHours: 0 },
      { type: 'status' },
    ])
  })

  test('what names no account, because no inbox can be found for it', () => {
    const value = { metadata: undefined, messages: [aMessage()], statuses: [aStatus()] }

    expect(whatsapp.parse(aWebhook(aChange(value)))).toEqual([
      { type: 'other', account: null, kind: 'message:without_account' },
      { type: 'other', account: null, kind: 'status:without_account' },
    ])
  })

  test('a name from outside is cut and printable', () => {
    const [event] = whatsapp.parse(aWebhook(aChange({}, `a\u0000b\n${'x'.repeat(5000)}`)))

    expect(event).toEqual({ type: 'other', account: ACCOUNT, kind: `ab ${'x'.repeat(125)}` })
  })
})

describe('time', () => {
  const receivedAt = new Date('2026-11-22T10:00:00Z')
  const sentAt = (body: unknown) => {
    const [event] = whatsapp.parse(body, receivedAt)
    return event?.type === 'message' ? event.sentAt.toISOString() : undefined
  }

  test('is the message’s own', () => {
    expect(sentAt(aMessageWebhook({ timestamp: '1795300000' }))).toBe('2026-11-21T22:26:40.000Z')
  })

  test('is the entry’s when the message has none', () => {
    const body = aMessageWebhook({ timestamp: 'TIMESTAMP' })
    const entry = [{ ...(body.entry as object[])[0], time: 1795300001 }]

    expect(sentAt({ entry })).toBe('2026-11-21T22:26:41.000Z')
  })

  test('is when the body arrived when nothing says it', () => {
    expect(sentAt(aMessageWebhook({ timestamp: null }))).toBe(receivedAt.toISOString())
  })

  test('is never an invalid date, not even without a time of arrival', () => {
    const [event] = whatsapp.parse(aMessageWebhook({ timestamp: {} }))

    expect(event).toMatchObject({ type: 'message', sentAt: expect.any(Date) })
    expect(JSON.stringify(event)).not.toContain('"sentAt":null')
  })
})
