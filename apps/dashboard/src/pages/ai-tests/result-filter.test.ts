import { expect, test } from 'vitest'
import { isShown, parseResultFilter, RESULT_FILTERS } from './result-filter.ts'

const JUDGED = {
  'newly failing': { difference: 'newly_failing', passedBefore: true },
  'failing as before': { difference: 'failing', passedBefore: false },
  'failing, and new': { difference: 'failing', passedBefore: null },
  'newly passing': { difference: 'newly_passing', passedBefore: false },
  'passing, and new': { difference: 'added', passedBefore: null },
  'not played, though it passed before': { difference: 'not_played', passedBefore: true },
} as const

test.each([
  ['newly failing', ['all', 'newly_failing', 'failing', 'changed']],
  ['failing as before', ['all', 'failing']],
  ['failing, and new', ['all', 'failing', 'new']],
  ['newly passing', ['all', 'changed']],
  ['passing, and new', ['all', 'new']],
  ['not played, though it passed before', ['all']],
] as const)('a case that is %s', (judged, filters) => {
  expect(RESULT_FILTERS.filter((one) => isShown(JUDGED[judged], one))).toEqual(filters)
})

test('what the address says is taken where it means something', () => {
  expect(parseResultFilter({ show: 'failing' })).toEqual({ show: 'failing' })
  expect([{ show: 'all' }, { show: 7 }, {}].map(parseResultFilter)).toEqual([{}, {}, {}])
})
