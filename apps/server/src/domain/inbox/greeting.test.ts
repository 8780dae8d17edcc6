import { expect, test } from 'vitest'
import { greetingOf, keptGreetingOf } from './greeting.ts'

const BOOKING = '019f0000-0000-7000-8000-000000000001'
const greeting = { en: 'Shall we book you a table?' }

const ofBooking = { greeting, greetingBackendId: BOOKING }

test('a greeting is said by everybody, or by the micro-backend alone whose it is', () => {
  const said = { en: greeting.en, es: '', pt: '' }
  const usual = { en: '', es: '', pt: '' }

  expect(greetingOf({ greeting }, null)).toEqual(said)
  expect(greetingOf(ofBooking, BOOKING)).toEqual(said)
  expect(greetingOf(ofBooking, null)).toEqual(usual)
  expect(greetingOf({}, BOOKING)).toEqual(usual)
})

test('of a micro-backend that does not answer the greeting is kept, and of nobody else', () => {
  expect(keptGreetingOf(ofBooking, null)).toEqual({ en: greeting.en, es: '', pt: '' })
  expect([keptGreetingOf(ofBooking, BOOKING), keptGreetingOf({ greeting }, null)]).toEqual([null, null])
})
