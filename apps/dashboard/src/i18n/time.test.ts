import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { es } from './es.ts'
import {
  clockTime,
  dayLabel,
  exactDuration,
  fullTime,
  relativeTime,
  shortDuration,
  wallTime,
} from './time.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('shortDuration', () => {
  test.each([
    [59_999, 'now'],
    [MINUTE, '1m'],
    [HOUR - 1, '59m'],
    [3 * HOUR - 1, '2h'],
    [3 * HOUR, '3h'],
    [23 * HOUR, '23h'],
    [DAY - MINUTE, '24h'],
    [DAY, '24h'],
    [DAY + 1, '24h'],
    [2 * DAY - HOUR, '47h'],
    [2 * DAY - MINUTE, '2d'],
    [14 * DAY - MINUTE, '2w'],
    [15 * DAY, '2w'],
  ])('%i ms is %s', (ms, expected) => {
    expect(shortDuration(ms, en.time)).toBe(expected)
  })

  test('Spanish rounds as English does', () => {
    const times = [HOUR - 1, DAY - MINUTE, DAY + 1, 2 * DAY - MINUTE, 15 * DAY]

    expect(times.map((ms) => shortDuration(ms, es.time))).toEqual(['59 min', '24 h', '24 h', '2 d', '2 sem'])
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
  expect(relativeTime('2026-01-04T11:59:00.000Z', now, en.time)).toBe('in 2d')
  expect(relativeTime('2026-01-04T11:59:00.000Z', now, es.time)).toBe('en 2 d')
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

test('a time on another clock is shown as it was written, wherever the reader is', () => {
  expect(wallTime('2026-12-01T09:30', 'en')).toBe('Dec 1, 2026, 09:30')
  expect(wallTime('2026-12-01T09:30', 'es')).toBe('1 dic 2026, 9:30')
})
