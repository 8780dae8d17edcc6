import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import { defineBackend } from './index.ts'
import { momentOf } from './moment.ts'

/** What a text names in a zone, in UTC. */
function resolve(moment: Date | string, timeZone = 'Europe/Berlin', now = '2026-01-05T12:00:00Z'): string {
  return new Date(momentOf(moment, { now: Date.parse(now), timeZone }).until).toISOString()
}

describe('a moment', () => {
  test.each([
    ['a Date', new Date('2026-05-01T10:00:00Z'), '2026-05-01T10:00:00.000Z'],
    ['an exact text', '2026-05-01T10:00:00+05:30', '2026-05-01T04:30:00.000Z'],
    ['a time in winter', '2026-01-10 09:00', '2026-01-10T08:00:00.000Z'],
    ['a time in summer', '2026-07-10T09:00:30', '2026-07-10T07:00:30.000Z'],
    ['a date', '2026-07-10', '2026-07-09T22:00:00.000Z'],
    ['a time that is still to come today', '13:30', '2026-01-05T12:30:00.000Z'],
    ['a time that has passed today', '13:00', '2026-01-06T12:00:00.000Z'],
  ])('is %s', (_what, moment, expected) => {
    expect(resolve(moment)).toBe(expected)
  })

  test.each([
    ['Asia/Kathmandu', '2026-07-10 09:00', '2026-07-10T03:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-07-10 00:30', '2026-07-09T10:30:00.000Z'],
    ['America/Argentina/Buenos_Aires', '2026-07-10 09:00', '2026-07-10T12:00:00.000Z'],
    ['UTC', '2026-07-10 09:00', '2026-07-10T09:00:00.000Z'],
  ])('is what a clock in %s shows', (timeZone, moment, expected) => {
    expect(resolve(moment, timeZone)).toBe(expected)
  })

  test('that the clock jumps over is as much later as it jumps', () => {
    expect(resolve('2026-03-29 01:59')).toBe('2026-03-29T00:59:00.000Z')
    expect(resolve('2026-03-29 02:30')).toBe('2026-03-29T01:30:00.000Z') // 03:30 on the wall
    expect(resolve('2026-03-29 03:30')).toBe('2026-03-29T01:30:00.000Z')
    // At midnight, and by half an hour.
    expect(resolve('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z')
    expect(resolve('2026-10-04 02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z')
  })

  test('that comes twice is the first', () => {
    expect(resolve('2026-10-25 02:30')).toBe('2026-10-25T00:30:00.000Z')
    expect(resolve('2026-11-01 01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
    expect(resolve('2026-10-25 03:00')).toBe('2026-10-25T02:00:00.000Z')
  })

  test('of day is the next one also across the change of the clock', () => {
    expect(resolve('09:00', 'Europe/Berlin', '2026-03-28T20:00:00Z')).toBe('2026-03-29T07:00:00.000Z')
    expect(resolve('09:00', 'Europe/Berlin', '2026-10-24T20:00:00Z')).toBe('2026-10-25T08:00:00.000Z')
    expect(resolve('00:15', 'Asia/Tokyo', '2026-01-05T20:00:00Z')).toBe('2026-01-06T15:15:00.000Z')
  })

  test.each([
    '',
    'tomorrow',
    '2026-02-30',
    '2026-13-01 09:00',
    '25:00',
    '9:00',
    '2026-01-05 ',
    '2026-01-05 24:00',
  ])('is not "%s"', (moment) => {
    expect(() => resolve(moment)).toThrow('is not a moment')
  })
})

test('chat.sleepUntil finds its moment once, whatever the zone is later', async () => {
  const talking = new Conversation(
    defineBackend({ name: 'test', run: (chat) => chat.sleepUntil('2026-01-06 09:00') }),
  )
  talking.circumstances = { ...talking.circumstances, timeZone: 'America/Mexico_City' }
  await talking.hear('hello')
  talking.circumstances = { ...talking.circumstances, timeZone: 'Asia/Tokyo' }
  await talking.hear('again')

  expect(talking.wait).toMatchObject({ kind: 'sleep', dueAt: Date.UTC(2026, 0, 6, 15) })
  expect(talking.journal[0]).toMatchObject({
    value: { local: '2026-01-06 09:00', timeZone: 'America/Mexico_City' },
  })
})
