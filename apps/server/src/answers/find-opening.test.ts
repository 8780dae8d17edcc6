import { describe, expect, test } from 'vitest'
import { nextOpening } from './find-opening.ts'

const NIGHT = [{ weekday: 5, from: 22 * 60, to: 2 * 60 }]
const OFFICE = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 540, to: 1_080 }))
const SUNDAY = [{ weekday: 7, from: 20 * 60, to: 60 }]

type Hours = typeof NIGHT
const at = (hours: Hours, time: string, timeZone = 'UTC') =>
  nextOpening(hours, { timeZone, now: new Date(time) })

// The second of January 2026 was a Friday.
describe('when people are there next', () => {
  test.each([
    ['before a shift over midnight', NIGHT, '2026-01-02T21:59:00Z', { weekday: 5, minute: 1_320 }],
    ['when it begins', NIGHT, '2026-01-02T22:00:00Z', null],
    ['before midnight', NIGHT, '2026-01-02T23:59:00Z', null],
    ['at midnight', NIGHT, '2026-01-03T00:00:00Z', null],
    ['after midnight', NIGHT, '2026-01-03T01:59:00Z', null],
    ['when it ends', NIGHT, '2026-01-03T02:00:00Z', { weekday: 5, minute: 1_320 }],
    ['in the small hours of its own day', NIGHT, '2026-01-02T01:00:00Z', { weekday: 5, minute: 1_320 }],
    ['after Sunday, on Monday', SUNDAY, '2026-01-05T00:30:00Z', null],
    ['in office hours', OFFICE, '2026-01-02T09:00:00Z', null],
    ['after the last of the week', OFFICE, '2026-01-02T18:00:00Z', { weekday: 1, minute: 540 }],
    ['all day', [{ weekday: 5, from: 0, to: 1_440 }], '2026-01-02T23:59:00Z', null],
    [
      'until midnight',
      [{ weekday: 5, from: 1_320, to: 0 }],
      '2026-01-03T00:00:00Z',
      { weekday: 5, minute: 1_320 },
    ],
  ])('%s', (...[_, hours, time, expected]) => {
    expect(at(hours, time)).toEqual(expected)
  })

  test('is told by the clock of the org', () => {
    expect(at(NIGHT, '2026-01-03T04:30:00Z', 'America/Bogota')).toBeNull()
    expect(at(NIGHT, '2026-01-03T07:00:00Z', 'America/Bogota')).toEqual({ weekday: 5, minute: 1_320 })
    expect(at(NIGHT, '2026-01-02T16:00:00Z', 'Asia/Tokyo')).toBeNull()
    expect(at(NIGHT, '2026-01-02T22:30:00Z', 'Asia/Tokyo')).toEqual({ weekday: 5, minute: 1_320 })
  })
})
