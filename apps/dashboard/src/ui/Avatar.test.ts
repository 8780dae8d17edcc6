import { expect, test } from 'vitest'
import { initialsOf } from './Avatar.tsx'

test.each([
  ['Ana Suárez', 'AS'],
  ['Ana María Suárez', 'AS'],
  ['ana', 'A'],
  ['+598 99 123', '51'],
  ['🙂', ''],
])('%s has the initials %s', (name, expected) => {
  expect(initialsOf(name)).toBe(expected)
})
