import { expect, test } from 'vitest'
import { aWebhook } from '../testing/webhook.ts'
import { whatsapp } from './whatsapp.ts'

const CHANGED = {
  ...{ type: 'template_changed', account: '1020', externalId: '7', status: null, reason: null },
  ...{ category: null, quality: null, definition: false },
}

test.each([
  ['status', { event: 'REJECTED', reason: 'SCAM' }, { status: 'rejected', reason: 'scam' }],
  ['status', { event: 'APPROVED', reason: 'NONE' }, { status: 'approved' }],
  ['status', { event: 'FLAGGED', reason: null }, { status: 'approved' }],
  ['status', { event: 'PAUSED' }, { status: 'paused' }],
  ['quality', { previous_quality_score: 'GREEN', new_quality_score: 'RED' }, { quality: 'red' }],
  ['status', { new_quality_score: 'YELLOW' }, { quality: 'yellow' }],
  ['components', { message_template_element: 'Hi' }, { definition: true }],
])('a webhook about the %s of a template says %j', (kind, value, expected) => {
  const field = `message_template_${kind}_update`
  const body = aWebhook({ field, value: { message_template_id: 7, ...value } })

  expect(whatsapp.parse(body)).toEqual([{ ...CHANGED, ...expected }])
})

test('a template that moved to another category says so', () => {
  const value = { message_template_id: 7, previous_category: 'UTILITY', new_category: 'MARKETING' }

  expect(whatsapp.parse(aWebhook({ field: 'template_category_update', value }))).toEqual([
    { ...CHANGED, category: 'marketing' },
  ])
})

test('one that names no template is kept under its name', () => {
  const field = 'message_template_status_update'

  expect(whatsapp.parse(aWebhook({ field, value: null }, { field, value: { event: 'APPROVED' } }))).toEqual([
    { type: 'other', account: '1020', kind: `${field}:unreadable` },
    { type: 'other', account: '1020', kind: `${field}:unreadable` },
  ])
})
