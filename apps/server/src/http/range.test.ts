import { expect, test } from 'vitest'
import { readRange } from './range.ts'

const part = (start: number, end: number) => ({ type: 'part', start, end })

test.each([
  ['bytes=0-', part(0, 99)],
  ['bytes=10-19', part(10, 19)],
  ['bytes=90-500', part(90, 99)],
  ['bytes=-10', part(90, 99)],
  ['bytes=-500', part(0, 99)],
  ['bytes=99-99', part(99, 99)],
  ['bytes=100-', { type: 'beyond' }],
  ['bytes=-0', { type: 'beyond' }],
  ...['bytes=5-1', 'bytes=-', 'bytes=0-1,3-4', 'bytes=a-b', 'items=0-1', '', 'bytes=0x1-2'].map(
    (header): [string, object] => [header, { type: 'whole' }],
  ),
] as [string, object][])('%j of 100 bytes', (header, expected) => {
  expect(readRange(header, 100)).toEqual(expected)
})

test('nothing can be had of an empty file', () => {
  expect(readRange('bytes=0-', 0)).toEqual({ type: 'beyond' })
  expect(readRange(undefined, 0)).toEqual({ type: 'whole' })
})
