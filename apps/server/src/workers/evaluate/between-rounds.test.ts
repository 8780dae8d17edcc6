import { newId } from '@hilo/protocol'
import { afterEach, expect, test, vi } from 'vitest'
import { openBetweenRounds } from './between-rounds.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('what is left is taken once, and is dropped where nobody comes for it', () => {
  vi.useFakeTimers()
  const left = openBetweenRounds<string>(1_000)
  const [id, other] = [newId(), newId()]

  left.leave(id, 'first')
  vi.advanceTimersByTime(900)
  left.leave(id, 'second')
  left.leave(other, 'third')
  vi.advanceTimersByTime(900)
  expect([left.take(id), left.take(id)]).toEqual(['second', undefined])
  vi.advanceTimersByTime(100)
  expect(left.take(other)).toBeUndefined()
  expect(vi.getTimerCount()).toBe(0)
})
