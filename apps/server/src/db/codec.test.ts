import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, decodeOrNull, decodeRaw, encode, encodeRaw } from './codec.ts'

const KNOWN_FORM = 0
const UNKNOWN_FORM = 9

describe('a stored value', () => {
  test('comes back as it was, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        // Through JSON first, as JSON itself has no negative zero.
        expect(decode(encode(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test.each([
    ['emoji and marks', 'Grüße 👩‍👩‍👧 \u202e'],
    ['a NUL, which a text column would refuse', 'a\u0000b'],
    ['half of a surrogate pair', '\ud83d'],
  ])('keeps %s', (_what, text) => {
    expect(decode(encode({ text }))).toEqual({ text })
  })

  test('is null when there is none', () => {
    expect(decode(encode(undefined))).toBeNull()
    expect(decodeOrNull(null)).toBeNull()
    expect(decodeOrNull(encode('x'))).toBe('x')
  })

  test('is read from the middle of a larger buffer', () => {
    const whole = Buffer.concat([Buffer.from('before'), encode({ a: 1 }), Buffer.from('after')])

    expect(decode(whole.subarray(6, -5))).toEqual({ a: 1 })
  })

  test('says how it is written in its first byte', () => {
    expect(encode({ a: 1 })[0]).toBe(KNOWN_FORM)
    expect(encodeRaw(Buffer.from('{}'))[0]).toBe(KNOWN_FORM)
  })
})

describe('raw bytes', () => {
  test('come back exactly, even when they are no text', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeRaw(encodeRaw(bytes))).toEqual(Buffer.from(bytes))
      }),
    )
  })

  test('are a copy: what happens to the request buffer later changes nothing', () => {
    const body = Buffer.from('signed')
    const stored = encodeRaw(body)
    body.fill(0)

    expect(decodeRaw(stored).toString()).toBe('signed')
  })
})

test.each([
  ['a value of an unknown form', () => decode(Buffer.from([UNKNOWN_FORM, 1]))],
  ['a value without a byte', () => decode(new Uint8Array())],
  ['raw bytes of an unknown form', () => decodeRaw(Buffer.from([UNKNOWN_FORM]))],
  ['raw bytes without a byte', () => decodeRaw(new Uint8Array())],
])('%s is refused, not guessed', (_what, read) => {
  expect(read).toThrow('unknown form')
})
