import { expect, test } from 'vitest'
import { localPath } from './next.ts'

test('leads back to a page of this site', () => {
  expect(localPath('/inbox/1?status=closed')).toBe('/inbox/1?status=closed')
})

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '',
  7,
  undefined,
])('never leads to %s', (next) => {
  expect(localPath(next)).toBeUndefined()
})
