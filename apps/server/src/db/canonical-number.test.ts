import { expect, test } from 'vitest'
import { canonicalNumber } from './canonical-number.ts'

test.each([
  ['Argentina', '541155551234', '5491155551234'],
  ['Mexico', '5215512345678', '525512345678'],
  ['Brazil', '551187654321', '5511987654321'],
])('in %s %s is written %s', (_country, short, whole) => {
  expect(canonicalNumber(short)).toBe(whole)
  expect(canonicalNumber(whole)).toBe(whole)
})

test.each([
  ['a Brazilian fixed line', '551133334444'],
  ['another country', '4915100001'],
  ['a number that is too short', '5411'],
  ['an id', 'DE.13491AAA'],
])('%s stays as it is: %s', (_what, value) => {
  expect(canonicalNumber(value)).toBe(value)
})
