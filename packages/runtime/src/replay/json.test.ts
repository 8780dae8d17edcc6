import { describe, expect, test } from 'vitest'
import { toJson } from './json.ts'

class Money {
  amount = 1
}

describe('toJson', () => {
  test('gives what the journal will give back', () => {
    const value = { a: [1, 'two', null, undefined, { b: true }], c: undefined }
    const copy = toJson(value, 'It')

    expect(copy).toEqual({ a: [1, 'two', null, null, { b: true }] })
    expect(copy).toEqual(JSON.parse(JSON.stringify(value)))
  })

  test.each([
    ['a function', { call: () => 1 }, 'at .call it has a function'],
    ['a BigInt', { ids: [1n] }, 'at .ids[0] it has a bigint'],
    ['a Date', { at: new Date(0) }, 'at .at it has a Date (write date.toISOString())'],
    ['a Map', new Map(), 'it is a Map'],
    ['an instance', { price: new Money() }, 'at .price it has a Money'],
    ['NaN', { n: Number.NaN }, 'at .n it has the number NaN'],
    ['a symbol', Symbol('x'), 'it is a symbol'],
  ])('refuses %s and says where it is', (_name, value, words) => {
    expect(() => toJson(value, 'The result')).toThrow(`The result must be plain JSON, but ${words}.`)
  })

  test('refuses a value that contains itself', () => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    expect(() => toJson(loop, 'The result')).toThrow('at .self it has a reference to itself')
  })

  test('takes the same object in two places', () => {
    const same = { a: 1 }
    expect(toJson([same, same], 'It')).toEqual([{ a: 1 }, { a: 1 }])
  })

  test('refuses more than 64 KiB', () => {
    expect(() => toJson('x'.repeat(70_000), 'The result')).toThrow(
      'The result has 69 KiB; the journal takes 64 KiB.',
    )
  })

  test('does not let a key change the prototype', () => {
    const copy = toJson(JSON.parse('{"__proto__": {"admin": true}, "a": 1}'), 'It') as { admin?: boolean }
    expect(copy.admin).toBeUndefined()
  })
})
