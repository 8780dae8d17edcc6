import { expect, test } from 'vitest'
import { clockIn, momentIn, timeIn } from './zone.ts'

const MADRID = 'Europe/Madrid'

test('a clock elsewhere shows what it is there', () => {
  expect(clockIn('America/Montevideo', Date.parse('2026-12-01T12:30:00Z'))).toBe('2026-12-01T09:30')
  expect(timeIn('America/Argentina/Buenos_Aires', '2026-12-01T12:30:00Z', 'en')).toBe(
    'Dec 1, 2026, 09:30 (America/Argentina/Buenos Aires)',
  )
})

test('a time there is a moment, on the days too on which clocks change', () => {
  expect(momentIn('America/Montevideo', '2026-12-01T09:30').toISOString()).toBe('2026-12-01T12:30:00.000Z')
  expect(momentIn(MADRID, '2026-03-29T00:00').toISOString()).toBe('2026-03-28T23:00:00.000Z')
  expect(momentIn(MADRID, '2026-03-29T03:00').toISOString()).toBe('2026-03-29T01:00:00.000Z')
  expect(momentIn(MADRID, '2026-10-25T04:00').toISOString()).toBe('2026-10-25T03:00:00.000Z')
})
