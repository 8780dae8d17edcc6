import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { es } from './es.ts'
import { clockTime, dayLabel, exactDuration, fullTime, relativeTime, shortDuration } from './time.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('shortDuration', () => {
  test.each([
    [59_999, 'now'],
    [MINUTE, '1m'],
    [HOUR - 1, '59m'],
    [23 * HOUR, '23h'],
    [DAY, '1d'],
    [15 * DAY, '2w'],
  ])('%i ms is %s', (ms, expected) => {
    expect(shortDuration(ms, en.time)).toBe(expected)
  })
})

test('a step takes milliseconds, seconds or minutes', () => {
  expect([240, 1_440, 90_000].map((ms) => exactDuration(ms, en.time))).toEqual(['240 ms', '1.4 s', '1m'])
  expect([240, 20_000, 90_000].map((ms) => exactDuration(ms, es.time))).toEqual(['240 ms', '20,0 s', '1 min'])
})

test('a time is ago, now or ahead, in the words of the language', () => {
  const now = Date.parse('2026-01-02T12:00:00.000Z')

  expect(relativeTime('2026-01-02T09:00:00.000Z', now, en.time)).toBe('3h ago')
  expect(relativeTime('2026-01-02T12:00:30.000Z', now, en.time)).toBe('now')
  expect(relativeTime('2026-01-02T14:00:00.000Z', now, es.time)).toBe('en 2 h')
})

test('days are counted by the calendar, not by 24 hours', () => {
  const now = new Date(2026, 0, 15, 0, 30).getTime()
  const label = (day: number, hour: number) =>
    dayLabel(new Date(2026, 0, day, hour).toISOString(), now, { words: en, language: 'en' })

  expect(label(15, 0)).toBe('Today')
  expect(label(14, 23)).toBe('Yesterday')
  expect(label(12, 12)).toBe('Monday')
  expect(label(1, 12)).toBe('January 1, 2026')
})

test('a time has 24 hours in every language, also the whole one', () => {
  const evening = new Date(2026, 0, 2, 21, 5, 7).toISOString()

  expect([clockTime(evening, 'en'), clockTime(evening, 'es')]).toEqual(['21:05', '21:05'])
  expect([fullTime(evening, 'en'), fullTime(evening, 'es')]).toEqual([
    'Jan 2, 2026, 21:05:07',
    '2 ene 2026, 21:05:07',
  ])
})

test('midnight is 00, not 24', () => {
  expect(clockTime(new Date(2026, 0, 1, 0, 5).toISOString(), 'en')).toBe('00:05')
})
