import { expect, test } from 'vitest'
import { againInMs } from './again.ts'

test('a remote that restarts is waited for, a process is not, and both come to an end', () => {
  const pauses = (fault: Parameters<typeof againInMs>[0]) =>
    Array.from({ length: 6 }, (_, crashes) => againInMs(fault, crashes))

  expect(pauses('process')).toEqual([0, 0, null, null, null, null])
  expect(pauses('remote')).toEqual([1_000, 4_000, 16_000, 60_000, null, null])
  expect(pauses('store')).toEqual([1_000, 4_000, null, null, null, null])
})
