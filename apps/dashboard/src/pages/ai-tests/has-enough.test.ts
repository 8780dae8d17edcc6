import { expect, test } from 'vitest'
import { hasEnough, shareAsked } from './has-enough.ts'

test.each([
  [{ passed: 4, cases: 5 }, 80, true],
  [{ passed: 3, cases: 5 }, 80, false],
  [{ passed: 2, cases: 3 }, 67, false],
  [{ passed: 4, cases: 5 }, null, false],
  [{ passed: 5, cases: 5 }, null, true],
])('of %o, where %s percent have to pass, enough do: %s', (counted, share, isEnough) => {
  expect(hasEnough(counted, share)).toBe(isEnough)
})

test('an evaluation is held against the gate of what was tried in it, and else against the stricter one', () => {
  const set = { shareNeeded: 90, articleShareNeeded: 80 }
  const articles = [{ id: 'a', version: 1, title: 'Parking' }]
  const org = 'org' as const

  expect(shareAsked({ draft: null, articles }, set)).toBe(80)
  expect(shareAsked({ draft: org, articles: [] }, set)).toBe(90)
  expect(shareAsked({ draft: null, articles: [] }, set)).toBe(90)
  expect(shareAsked({ draft: null, articles: [] }, { shareNeeded: null, articleShareNeeded: 80 })).toBe(80)
  expect(shareAsked({ draft: org, articles: [] }, { shareNeeded: null, articleShareNeeded: 80 })).toBeNull()
})
