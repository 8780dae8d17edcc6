import type { ArticleGate, ArticleTry, Evaluation } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { heldBy, resultOf, unprovenBy } from './unproven.ts'

const aTry = (lacks: ArticleTry['lacks'], passed: number | null): ArticleTry => ({
  ...{ setId: 'one', setName: 'One', lacks },
  evaluation: passed === null ? null : ({ passed, cases: 2 } as Evaluation),
})
const gate: ArticleGate = { ...aTry(null, 1), shareNeeded: 50 }

test.each([
  ['no set can be played', { gates: [], others: [] }, 'untried'],
  ['none was', { gates: [], others: [aTry('evaluation', null)] }, 'untried'],
  ['what was played is not as it is now', { gates: [], others: [aTry('articles', 2)] }, 'untried'],
  ['a case fails', { gates: [], others: [aTry(null, 2), aTry(null, 1)] }, 'failing'],
  ['all that was played passed', { gates: [], others: [aTry(null, 2), aTry('evaluation', null)] }, null],
  ['a gate says enough', { gates: [gate], others: [aTry('evaluation', null)] }, null],
] as const)('who publishes is asked, or not, where %s', (_, tried, unproven) => {
  expect(unprovenBy(tried)).toBe(unproven)
})

test.each([
  ['of each case', aTry(null, 1), { passed: 1, cases: 2 }],
  ['too few', aTry('share', 0), { passed: 0, cases: 2 }],
  ['nothing', aTry('evaluation', null), 'untried'],
  ['what was other then', aTry('models', 2), 'outdated'],
] as const)('a set is named with what is known of it: %s', (_, one, result) => {
  expect(resultOf(one)).toEqual(result)
})

test('the sets that hold it are named', () => {
  expect(heldBy([gate, { ...gate, setName: 'Two', lacks: 'share' }])).toEqual(['Two'])
})
