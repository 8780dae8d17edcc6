import { expect, test } from 'vitest'
import { readNumbers } from './numbers.ts'

test('numbers are read as people write them, each once', () => {
  const lines = ['+598 99 000-001', '0059899000001', '598.99.000.002', '', ' (598) 99 000 003 ']

  expect(readNumbers(lines)).toEqual({
    numbers: ['59899000001', '59899000002', '59899000003'],
    unreadable: 0,
  })
})

test.each(['099000001', 'Ana', '+598', '+5989900000112345', '59899000001; drop', "' or 1=1", '+٥٩٨٩٩٠٠٠٠٠١'])(
  '%s is no number',
  (line) => {
    expect(readNumbers([line])).toEqual({ numbers: [], unreadable: 1 })
  },
)
