import { expect, test } from 'vitest'
import { isTaken, plainType, shownTypeOf } from './mime-type.ts'

test('a type is compared without its parameters', () => {
  expect(plainType(' Audio/OGG ; codecs=opus')).toBe('audio/ogg')
})

test.each([
  ['image', 'image/heic', true],
  ['sticker', 'image/webp', true],
  ['audio', 'audio/ogg; codecs=opus', true],
  ['document', 'application/vnd.ms-excel', true],
  ['image', 'text/html', false],
  ['video', 'audio/mp4', false],
  ['document', 'nonsense', false],
  ['document', 'text/html\r\nx: y', false],
  ['document', '', false],
] as const)('as %s the type %j is taken: %s', (...[kind, type, expected]) => {
  expect(isTaken(kind, type)).toBe(expected)
})

test.each([
  ['image/jpeg', 'image/jpeg'],
  ['audio/ogg; codecs=opus', 'audio/ogg; codecs="opus"'],
  ['video/mp4; codecs="avc1.42E01E, mp4a.40.2"', 'video/mp4; codecs="avc1.42E01E,mp4a.40.2"'],
  ['audio/ogg; codecs=opus\r\nset-cookie: x', 'audio/ogg'],
  ['audio/ogg; codecs="; x', 'audio/ogg'],
  ['text/html', null],
  ['image/svg+xml', null],
  ['application/pdf', null],
])('%j is shown as %j', (mimeType, shown) => {
  expect(shownTypeOf(mimeType)).toBe(shown)
})
