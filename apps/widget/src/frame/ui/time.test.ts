import { expect, test } from 'vitest'
import { dayIn, timeIn } from './time.ts'

const now = new Date(2026, 0, 6, 0, 10)

test.each([
  ['en', new Date(2026, 0, 6, 0, 1), 'Today'],
  ['es', new Date(2026, 0, 5, 23, 59), 'Ayer'],
  ['pt-BR', new Date(2026, 0, 5, 0, 0), 'Ontem'],
  ['en-GB', new Date(2026, 0, 4, 23, 0), 'Sunday 4 January'],
])('in %s a day is told by the calendar, not by hours', (locale, day, name) => {
  expect(dayIn(day.toISOString(), locale, now)).toBe(name)
})

test('a time of day is written as the inbox writes it', () => {
  const times = ['en-US', 'es', 'pt-BR'].map((locale) =>
    timeIn(new Date(2026, 0, 6, 21, 5).toISOString(), locale),
  )

  expect(times).toEqual(['21:05', '21:05', '21:05'])
})
