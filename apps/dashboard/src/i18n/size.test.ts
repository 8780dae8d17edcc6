import { expect, test } from 'vitest'
import { sizeText } from './size.ts'

test.each([
  [0, '0 bytes', '0 bytes'],
  [999, '999 bytes', '999 bytes'],
  [1_000, '1 kB', '1 kB'],
  [340_400, '340 kB', '340 kB'],
  [1_240_000, '1.2 MB', '1,2 MB'],
  [16_000_000, '16 MB', '16 MB'],
  [100_000_000_000, '100 GB', '100 GB'],
])('%d bytes', (...[bytes, en, es]) => {
  expect(sizeText(bytes, 'en')).toBe(en)
  expect(sizeText(bytes, 'es')).toBe(es)
})
