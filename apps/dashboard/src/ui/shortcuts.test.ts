import { expect, test } from 'vitest'
import { typedKey } from './shortcuts.ts'

const PLAIN = { ctrlKey: false, metaKey: false, altKey: false }

test.each([
  ['a Latin keyboard', { key: 'j', code: 'KeyJ' }, 'j'],
  ['capitals', { key: 'J', code: 'KeyJ' }, 'j'],
  ['AZERTY, where A is where Q was', { key: 'a', code: 'KeyQ' }, 'a'],
  ['Cyrillic, which has no j', { key: 'о', code: 'KeyJ' }, 'j'],
  ['a sign, wherever it is', { key: '?', code: 'Minus' }, '?'],
])('follows what is typed on %s', (_name, event, expected) => {
  expect(typedKey({ ...PLAIN, ...event })).toBe(expected)
})

test('leaves the combinations of the browser alone', () => {
  expect(typedKey({ ...PLAIN, key: 'a', code: 'KeyA', ctrlKey: true })).toBeNull()
})
