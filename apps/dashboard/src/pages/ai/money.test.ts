import { expect, test } from 'vitest'
import { countOf, dollars, microUsdOf } from './money.ts'

test('money is told as far as it goes, and read as it is typed', () => {
  expect([dollars(1_500_000, 'en'), dollars(37, 'en'), dollars(0, 'en')]).toEqual([
    '$1.50',
    '$0.000037',
    '$0.00',
  ])
  expect(['', '2', '0,25', '1.5', 'a lot', '-1'].map(microUsdOf)).toEqual([
    ...[null, 2_000_000, 250_000, 1_500_000, undefined, undefined],
  ])
  expect(['', '40', '1.5'].map(countOf)).toEqual([null, 40, undefined])
})
