import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

test('doubles from half a second to ten seconds', () => {
  expect([0, 1, 2, 9, 500].map((attempt) => backoffMs(attempt, () => 0))).toEqual([
    500, 1000, 2000, 10_000, 10_000,
  ])
})

test('shortens the wait by up to a half', () => {
  expect(backoffMs(0, () => 1)).toBe(250)
})
