import { describe, expect, test } from 'vitest'
import { idOf, listOf, numberOf, recordOf, textOf, timeOf } from './json.ts'

describe('timeOf', () => {
  const time = new Date('2026-11-22T03:06:40.000Z')

  test.each([
    ['seconds as text', '1795316800'],
    ['seconds as a number', 1795316800],
    ['milliseconds as text', '1795316800000'],
    ['milliseconds as a number', 1795316800000],
  ])('reads %s', (_name, raw) => {
    expect(timeOf(raw)).toEqual(time)
  })

  test.each([['TIMESTAMP'], [''], [null], [undefined], [{}], ['4'], [-1], [1e300], ['1e999'], [Number.NaN]])(
    'reads %j as absent',
    (raw) => {
      expect(timeOf(raw)).toBeUndefined()
    },
  )
})

test('a text is never empty and never has a NUL, which PostgreSQL refuses', () => {
  expect(textOf('a\0b')).toBe('ab')
  expect(textOf('\0')).toBeUndefined()
  expect(textOf(12)).toBe('12')
  expect(textOf(['a'])).toBeUndefined()
})

test('an id is short and has no control characters', () => {
  expect(idOf(' wamid.A= ')).toBe('wamid.A=')
  expect(idOf('a\nb')).toBeUndefined()
  expect(idOf('a'.repeat(513))).toBeUndefined()
  expect(idOf(' ')).toBeUndefined()
})

test('a number may be written as a text, and is finite', () => {
  expect(numberOf('-122.4')).toBe(-122.4)
  expect(numberOf('number-of-items')).toBeUndefined()
  expect(numberOf('1e999')).toBeUndefined()
  expect(numberOf(' ')).toBeUndefined()
  expect(numberOf(true)).toBeUndefined()
})

test('lists and records are not mistaken for one another', () => {
  expect(listOf({ length: 1 })).toEqual([])
  expect(recordOf([])).toBeUndefined()
  expect(recordOf(null)).toBeUndefined()
  expect(recordOf({ a: 1 })).toEqual({ a: 1 })
})
