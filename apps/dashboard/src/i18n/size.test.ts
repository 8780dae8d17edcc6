import { expect, test } from 'vitest'
import { sizeOf } from './size.ts'

test.each([
  [3, '1 kB'],
  [12_345, '12 kB'],
  [999_900, '1 MB'],
  [3_440_000, '3.4 MB'],
  [104_857_600, '105 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(sizeOf(bytes, 'en')).toBe(text)
})

test('the comma is the reader’s', () => {
  expect(sizeOf(3_440_000, 'es')).toBe('3,4 MB')
})
