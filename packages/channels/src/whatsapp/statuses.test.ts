import { describe, expect, test } from 'vitest'
import { ACCOUNT, aChange, aStatus, aWebhook } from '../testing/webhook.ts'
import { whatsapp } from './whatsapp.ts'

const parseStatus = (fields: Record<string, unknown>) =>
  whatsapp.parse(aWebhook(aChange({ statuses: [aStatus(fields)] })))

test('carries our own id back', () => {
  expect(parseStatus({ biz_opaque_callback_data: 'out_81' })).toEqual([
    {
      type: 'status',
      account: ACCOUNT,
      externalId: 'wamid.2',
      status: 'sent',
      at: new Date('2026-11-21T22:28:20.000Z'),
      opaque: 'out_81',
      failure: null,
    },
  ])
})

test.each([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
])('%s is %s', (status, expected) => {
  expect(parseStatus({ status })).toMatchObject([{ type: 'status', status: expected }])
})

test('needs no recipient, for a contact may have neither number nor name', () => {
  expect(parseStatus({ recipient_id: undefined, conversation: null, pricing: 'x' })).toMatchObject([
    { status: 'sent' },
  ])
})

describe('a failure', () => {
  test('has the code and a sentence for people', () => {
    const errors = [{ code: 131047, title: 'Re-engagement message' }]

    expect(parseStatus({ status: 'failed', errors })).toMatchObject([
      { failure: { code: '131047', reason: expect.stringContaining('24 hours') } },
    ])
  })

  test('with a code that nobody has seen names the code', () => {
    expect(parseStatus({ status: 'failed', errors: [{ code: '199999' }] })).toMatchObject([
      { failure: { code: '199999', reason: expect.stringContaining('199999') } },
    ])
  })

  test.each([[undefined], [[]], ['x'], [[null]], [[{ code: {} }]]])(
    'without a readable error (%j) says so',
    (errors) => {
      expect(parseStatus({ status: 'failed', errors })).toMatchObject([{ failure: { code: 'unknown' } }])
    },
  )
})
