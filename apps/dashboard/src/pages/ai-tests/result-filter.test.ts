import { expect, test } from 'vitest'
import { isShown, parseResultFilter, RESULT_FILTERS } from './result-filter.ts'

test.each([
  ['newly failing', 'newly_failing', true, ['all', 'newly_failing', 'failing', 'changed']],
  ['failing as before', 'failing', false, ['all', 'failing']],
  ['failing, and played the first time', 'failing', null, ['all', 'failing', 'new']],
  ['newly passing', 'newly_passing', false, ['all', 'changed']],
  ['passing, and played the first time', 'added', null, ['all', 'new']],
  ['not played, though it passed before', 'not_played', true, ['all']],
] as const)('a case that is %s', (_, ...[difference, passedBefore, filters]) => {
  expect(RESULT_FILTERS.filter((one) => isShown({ difference, passedBefore }, one))).toEqual(filters)
})

test('what the address says is taken where it means something', () => {
  expect(parseResultFilter({ show: 'failing' })).toEqual({ show: 'failing' })
  expect([{ show: 'all' }, { show: 7 }, {}].map(parseResultFilter)).toEqual([{}, {}, {}])
})
