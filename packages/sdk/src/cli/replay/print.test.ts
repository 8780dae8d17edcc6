import { expect, test } from 'vitest'
import { wordsOfGate } from './print.ts'

const NONE = { same: 0, reworded: 0, mended: 0, added_step: 0, different: 0, error: 0 }

test('one run is said as one, several as several', () => {
  const counts = { ...NONE, same: 1 }
  const one = wordsOfGate({ counts, groups: [], addedSteps: {}, others: 1, total: 1 })
  const two = wordsOfGate({ counts, groups: [], addedSteps: {}, others: 2, total: 2 })

  expect(one).toContain('1 run of another backend was left out.\n1 run: 1 same, ')
  expect(two).toContain('2 runs of other backends were left out.\n2 runs: 1 same, ')
})
