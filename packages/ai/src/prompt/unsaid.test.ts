import { expect, test } from 'vitest'
import { unsaidIn } from './unsaid.ts'

const SAID = ['My order is AB-4471, for two people tomorrow', 'me llamo Ana, 099 123 456, ana@example.org']

test.each([
  [{ order: 'ab4471' }],
  [{ people: 2, day: '2026-11-28', time: '18:30' }],
  [{ phone: '099123456', email: 'ana@example.org' }],
  [{ reason: 'changed her mind', urgent: true, note: null }],
])('%j was said', (input) => {
  expect(unsaidIn(input, SAID)).toBeNull()
})

test.each([
  [{ order: 'AB-4472' }, 'AB-4472'],
  [{ order: '447' }, '447'],
  [{ amount: 9_999 }, '9999'],
  [{ to: [{ email: 'x@evil.example' }] }, 'x@evil.example'],
])('%j was not', (input, value) => {
  expect(unsaidIn(input, SAID)).toBe(value)
})
