import { expect, test } from 'vitest'
import { isNarrowed, kindOf, parseLogSearch } from './filter.ts'

const id = '0198a000-0000-7000-8000-000000000001'

test('reads what the address says, and nothing that it does not understand', () => {
  expect(
    parseLogSearch({ severity: 'warn', source: 'run', range: 'day', kind: 'run.', runId: id, page: 3 }),
  ).toEqual({ severity: 'warn', source: 'run', range: 'day', kind: 'run.', runId: id })
  expect(parseLogSearch({ severity: 'grave', kind: '%', runId: 'x', range: 7, source: null })).toEqual({})
})

test('knows when nothing is narrowed', () => {
  expect(isNarrowed(parseLogSearch({ severity: 'info' }))).toBe(false)
  expect(isNarrowed({ kind: undefined })).toBe(false)
  expect(isNarrowed({ severity: 'error' })).toBe(true)
})

test.each([
  ['Run.', 'run.'],
  [' delivery failed', 'deliveryfailed'],
  ['', undefined],
  ['.', undefined],
])('takes from %j what can begin a kind', (text, kind) => {
  expect(kindOf(text)).toBe(kind)
})
