import { expect, test } from 'vitest'
import { diffConfigs } from './config-diff.ts'

test('two configs differ where a value was added, changed or taken away', () => {
  const before = { tables: 4, hours: { from: 18, to: 23 }, days: ['mon'], same: null }
  const after = { tables: 5, hours: { from: 18 }, days: ['mon', 'tue'], same: null, name: 'Casa' }

  expect(diffConfigs(before, after)).toEqual([
    { path: 'tables', before: '4', after: '5' },
    { path: 'hours.to', before: '23', after: null },
    { path: 'days', before: '["mon"]', after: '["mon","tue"]' },
    { path: 'name', before: null, after: '"Casa"' },
  ])
})

test('equal configs have no difference, whatever the order of their keys', () => {
  expect(diffConfigs({ a: 1, b: { c: [1] } }, { b: { c: [1] }, a: 1 })).toEqual([])
  expect(diffConfigs('x', { a: 1 })).toEqual([{ path: '', before: '"x"', after: '{"a":1}' }])
})
