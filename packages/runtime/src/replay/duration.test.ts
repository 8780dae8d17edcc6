import { describe, expect, test } from 'vitest'
import { durationMs } from './duration.ts'

describe('durationMs', () => {
  test.each([
    [1500, 1_500],
    ['2 days', 172_800_000],
    ['90 minutes', 5_400_000],
    ['1 h 30 min', 5_400_000],
    ['1 hour and 30 minutes', 5_400_000],
    ['500ms', 500],
    ['1.5 s', 1_500],
    ['1 week, 1 day', 691_200_000],
    ['3 Hours', 10_800_000],
    [0, 0],
  ])('reads %j', (duration, ms) => {
    expect(durationMs(duration)).toBe(ms)
  })

  test.each([
    '',
    ' ',
    'soon',
    '5',
    '5 fortnights',
    '2 days later',
    '-1 day',
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '2 years',
  ])('refuses %j', (duration) => {
    expect(() => durationMs(duration)).toThrow(/not a duration/)
  })

  test('refuses more than a year', () => {
    expect(() => durationMs('400 days')).toThrow(/longer than 366 days/)
  })
})
