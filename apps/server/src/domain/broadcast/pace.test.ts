import { expect, test } from 'vitest'
import { paceOf } from './pace.ts'

const now = 1_000_000

test.each([
  ['the first goes at once', { pacedAt: null, perMinute: 60 }, { count: 1, pacedAt: now + 1_000 }],
  ['the next not before its time', { pacedAt: now + 5, perMinute: 60 }, { count: 0, pacedAt: now + 5 }],
  [
    'several of one second go together',
    { pacedAt: now - 1_000, perMinute: 600 },
    { count: 11, pacedAt: now + 100 },
  ],
  [
    'an hour of waiting is not made up for',
    { pacedAt: 0, perMinute: 600 },
    { count: 11, pacedAt: now + 100 },
  ],
  ['ten a minute are six seconds apart', { pacedAt: now, perMinute: 10 }, { count: 1, pacedAt: now + 6_000 }],
])('%s', (_name, { pacedAt, perMinute }, expected) => {
  expect(paceOf({ now, pacedAt, perMinute, room: 40 })).toEqual(expected)
})

test('no more are made than the platform has room for, and a full one costs no time', () => {
  expect(paceOf({ now, pacedAt: null, perMinute: 3_000, room: 0 })).toEqual({ count: 0, pacedAt: now })
  expect(paceOf({ now, pacedAt: now - 1_000, perMinute: 3_000, room: 4 }).count).toBe(4)
})
