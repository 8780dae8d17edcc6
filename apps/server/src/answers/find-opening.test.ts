import { describe, expect, test } from 'vitest'
import { isOpenNow, nextOpening, spokenOpening } from './find-opening.ts'

const NIGHT = [{ weekday: 5, from: 22 * 60, to: 2 * 60 }]
const OFFICE = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 540, to: 1_080 }))
const SUNDAY = [{ weekday: 7, from: 20 * 60, to: 60 }]

type Hours = typeof NIGHT
const at = (hours: Hours, time: string, timeZone = 'UTC') =>
  nextOpening(hours, { timeZone, now: new Date(time) })

// The second of January 2026 was a Friday.
describe('when people are there next', () => {
  test.each([
    [
      'before a shift over midnight',
      NIGHT,
      '2026-01-02T21:59:00Z',
      { weekday: 5, minute: 1_320, isToday: true },
    ],
    ['when it begins', NIGHT, '2026-01-02T22:00:00Z', null],
    ['before midnight', NIGHT, '2026-01-02T23:59:00Z', null],
    ['at midnight', NIGHT, '2026-01-03T00:00:00Z', null],
    ['after midnight', NIGHT, '2026-01-03T01:59:00Z', null],
    ['when it ends', NIGHT, '2026-01-03T02:00:00Z', { weekday: 5, minute: 1_320 }],
    [
      'in the small hours of its own day',
      NIGHT,
      '2026-01-02T01:00:00Z',
      { weekday: 5, minute: 1_320, isToday: true },
    ],
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

const closed = (day: string) => ({ day, name: 'Closed', hours: [] })
const shorter = (day: string, from: number, to: number) => ({ day, name: 'Shorter', hours: [{ from, to }] })

// The 24th of December 2026 is a Thursday.
describe('on exceptional days', () => {
  const CHRISTMAS = [shorter('2026-12-24', 540, 780), closed('2026-12-25'), closed('2026-12-26')]
  const next = (time: string, days: Parameters<typeof nextOpening>[1]['days'], hours: Hours = OFFICE) =>
    nextOpening(hours, { timeZone: 'UTC', now: new Date(time), days })

  test.each([
    ['other hours hold', '2026-12-24T12:59:00Z', null],
    [
      'a closed day is told once they are over',
      '2026-12-24T13:00:00Z',
      { weekday: 1, minute: 540, date: '2026-12-28', closedOn: '2026-12-25' },
    ],
    [
      'nobody is there on a closed one',
      '2026-12-25T10:00:00Z',
      { weekday: 1, minute: 540, date: '2026-12-28', closedOn: '2026-12-25', isClosedToday: true },
    ],
    // People are never there on a Saturday: that day says nothing that the week does not.
    [
      'a closed day that is none of the week is not told',
      '2026-12-26T10:00:00Z',
      { weekday: 1, minute: 540 },
    ],
    ['the week holds again afterwards', '2026-12-28T10:00:00Z', null],
    ['what is far away says nothing', '2026-12-22T20:00:00Z', { weekday: 3, minute: 540 }],
  ])('%s', (_, time, expected) => {
    expect(next(time, CHRISTMAS)).toEqual(expected)
  })

  test('opens on a day that is none of the week', () => {
    const days = [shorter('2026-12-27', 600, 720)]
    expect(next('2026-12-26T10:00:00Z', days)).toEqual({ weekday: 7, minute: 600 })
    expect(next('2026-12-27T11:00:00Z', days)).toBeNull()
  })

  test('hours over midnight belong to the day on which they begin', () => {
    expect(next('2026-12-26T01:00:00Z', [closed('2026-12-26')], NIGHT)).toBeNull()
    // As if they had not been there in this night.
    expect(next('2026-12-26T01:00:00Z', [closed('2026-12-25')], NIGHT)).toEqual({ weekday: 5, minute: 1_320 })
    expect(next('2026-12-28T00:30:00Z', [shorter('2026-12-27', 1_380, 60)])).toBeNull()
  })

  test.each([
    ['before the first', '2026-12-24T08:59:00Z', { weekday: 4, minute: 540, isToday: true }],
    ['in the first', '2026-12-24T09:00:00Z', null],
    [
      'in the break, which is no closed day',
      '2026-12-24T12:30:00Z',
      { weekday: 4, minute: 900, isToday: true },
    ],
    ['in the second', '2026-12-24T18:59:00Z', null],
    [
      'between the second and the night',
      '2026-12-24T19:00:00Z',
      { weekday: 4, minute: 1_320, isToday: true },
    ],
    ['in the night, which goes on into the closed day', '2026-12-25T00:59:00Z', null],
    [
      'after the night',
      '2026-12-25T01:00:00Z',
      { weekday: 1, minute: 540, date: '2026-12-28', closedOn: '2026-12-25', isClosedToday: true },
    ],
  ])('with breaks: %s', (_, time, expected) => {
    const hours = [
      { from: 1_320, to: 60 },
      { from: 540, to: 750 },
      { from: 900, to: 1_140 },
    ]
    const days = [{ day: '2026-12-24', name: 'Christmas Eve', hours }, closed('2026-12-25')]
    expect(next(time, days)).toEqual(expected)
  })

  test('of a week that is left out the date is told', () => {
    const monday = [{ weekday: 1, from: 540, to: 600 }]
    expect(next('2026-12-27T10:00:00Z', [closed('2026-12-28')], monday)).toEqual({
      ...{ weekday: 1, minute: 540, date: '2027-01-04', closedOn: '2026-12-28' },
    })
  })

  test('the day is that of the org', () => {
    const at = (time: string, timeZone: string) =>
      isOpenNow(OFFICE, { timeZone, now: new Date(time), days: [closed('2026-12-25')] })
    expect(at('2026-12-25T02:00:00Z', 'Asia/Tokyo')).toBe(false)
    expect(at('2026-12-24T23:30:00Z', 'America/Los_Angeles')).toBe(true)
    expect(isOpenNow(null, { timeZone: 'UTC', now: new Date(), days: [closed('2026-12-25')] })).toBeNull()
  })

  test('are said with their dates, in the language of the contact', () => {
    const opening = { weekday: 1, minute: 540, date: '2026-12-28', closedOn: '2026-12-25' }
    expect(spokenOpening(opening, 'en')).toEqual({
      ...{ day: 'Monday, December 28', time: '9:00 AM', closed: 'December 25' },
    })
    expect(spokenOpening(opening, 'es')).toEqual({
      ...{ day: 'lunes 28 de diciembre', time: '9:00', closed: '25 de diciembre' },
    })
    expect(spokenOpening({ weekday: 1, minute: 540 }, 'en')).toMatchObject({ day: 'Monday', closed: null })
  })
})
