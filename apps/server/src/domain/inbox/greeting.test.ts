import { expect, test } from 'vitest'
import { greetingOf } from './greeting.ts'

const BOOKING = '019f0000-0000-7000-8000-000000000001'
const greeting = { en: 'Shall we book you a table?' }

test.each([
  ['of nobody in particular is said by everybody', { greeting }, null, greeting.en],
  [
    'of a micro-backend is said while that answers',
    { greeting, greetingBackendId: BOOKING },
    BOOKING,
    greeting.en,
  ],
  ['of a micro-backend is not said by AI or people', { greeting, greetingBackendId: BOOKING }, null, ''],
  ['that nobody has set is the widget’s own', {}, BOOKING, ''],
])('a greeting %s', (_, settings, backendId, en) => {
  expect(greetingOf(settings, backendId)).toEqual({ en, es: '', pt: '' })
})
