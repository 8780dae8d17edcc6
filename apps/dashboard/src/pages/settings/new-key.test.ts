import { expect, test } from 'vitest'
import { nameProblem, presetOf } from './new-key.ts'

test('a name that is too long is told while it is typed, one that is missing once it was tried', () => {
  expect(nameProblem('x'.repeat(80), { isTried: true })).toBeNull()
  expect(nameProblem(` ${'x'.repeat(80)} `, { isTried: false })).toBeNull()
  expect(nameProblem('x'.repeat(93), { isTried: false })).toEqual({ type: 'too_long', length: 93 })
  expect(nameProblem('', { isTried: false })).toBeNull()
  expect(nameProblem('  ', { isTried: true })).toEqual({ type: 'missing', length: 0 })
})

test('scopes are known by what they are for, whatever their order', () => {
  expect(presetOf(['logs:read', 'runs:read', 'backends:configure', 'backends:deploy'])).toBe('command')
  expect(presetOf(['runs:read', 'backends:deploy'])).toBe('deploys')
  expect(presetOf(['runs:read'])).toBeNull()
  expect(presetOf([])).toBeNull()
})
