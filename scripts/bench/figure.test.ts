import { describe, expect, test } from 'vitest'
import { type Figure, isBelowBar, printFigures } from './figure.ts'
import { spreadOf } from './spread.ts'

describe('a figure', () => {
  test.each<[string, Partial<Figure>, boolean]>([
    ['without a bar passes', { value: 9_999 }, false],
    ['at its least passes', { value: 600, bar: { atLeast: 600 } }, false],
    ['under its least fails', { value: 599.9, bar: { atLeast: 600 } }, true],
    ['at its most passes', { value: 2, bar: { atMost: 2 } }, false],
    ['over its most fails', { value: 2.01, bar: { atMost: 2 } }, true],
    ['that could not be measured fails', { value: null, bar: { atMost: 2 } }, true],
    ['that is no number fails', { value: Number.NaN, bar: { atMost: 2 } }, true],
  ])('%s', (_name, figure, isBelow) => {
    expect(isBelowBar({ name: 'a', value: 0, unit: '', ...figure })).toBe(isBelow)
  })

  test('is printed beside its bar, and what failed can be seen', () => {
    const table = printFigures([
      { name: 'one org', value: 1_234.5, unit: 'turns/s', bar: { atLeast: 600 } },
      { name: 'CPU a turn', value: 2.345, unit: 'ms', bar: { atMost: 2 }, note: 'a note' },
    ])

    expect(table).toMatch(/one org +1,235 turns\/s +>= 600 +pass\n/)
    expect(table).toMatch(/CPU a turn +2\.35 ms +<= 2 +FAIL +a note$/)
  })
})

describe('the spread of durations', () => {
  test('names the value that the given share does not exceed', () => {
    const durations = Array.from({ length: 200 }, (_, index) => 200 - index)

    expect(spreadOf(durations)).toEqual({ count: 200, p50: 100, p99: 198, max: 200 })
  })

  test('has nothing to say about nothing', () => {
    expect(spreadOf([])).toEqual({ count: 0, p50: null, p99: null, max: null })
  })
})
