import { expect, test } from 'vitest'
import { readValue } from './read-value.ts'

test('any JSON is a value, null among it; nothing is not', () => {
  expect(readValue(' null ')).toEqual({ value: null, problem: null })
  expect(readValue('{"id": 7}')).toEqual({ value: { id: 7 }, problem: null })
  expect(readValue('').problem).toBe('notJson')
  expect(readValue('{id: 7}').problem).toBe('notJson')
})

test('bytes are counted, not characters', () => {
  expect(readValue(JSON.stringify('a'.repeat(65_000))).problem).toBeNull()
  expect(readValue(JSON.stringify('é'.repeat(33_000))).problem).toBe('tooLarge')
})
