import { expect, test } from 'vitest'
import { localPath, pageOfUsedLink, searchFor } from './next.ts'

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

test('what says that a link was used is told, and is no part of the page that it led to', () => {
  expect(searchFor('/playground?error=INVALID_TOKEN')).toEqual({ next: '/playground', link: 'used' })
  expect(searchFor('/inbox/1?status=closed#end')).toEqual({ next: '/inbox/1?status=closed#end' })
  expect(pageOfUsedLink('/inbox?status=closed&error=EXPIRED_TOKEN#end')).toBe('/inbox?status=closed#end')
  expect(pageOfUsedLink('/inbox?status=error')).toBeNull()
})
