import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

test('each pause is about twice the one before, up to twenty seconds', () => {
  expect([0, 1, 2, 3].map((failures) => backoffMs(failures, 1))).toEqual([500, 1000, 2000, 4000])
  expect(backoffMs(1000, 1)).toBe(20_000)
})

test('chance shortens a pause by at most half', () => {
  expect(backoffMs(3, 0)).toBe(2000)
  expect(new Set(Array.from({ length: 20 }, () => backoffMs(3))).size).toBeGreaterThan(1)
})
