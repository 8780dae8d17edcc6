import { describe, expect, test } from 'vitest'
import { readReply, withoutCodes } from './read-reply.ts'

describe('who was asked for an address or a code says', () => {
  test.each([
    ['123456', { type: 'code', code: '123456' }],
    ['El código es 123 456, gracias', { type: 'code', code: '123456' }],
    ['012-345.', { type: 'code', code: '012345' }],
    ['my order 123456789', { type: 'other' }],
    ['123456 or 654321', { type: 'unclear' }],
    ['Ana.Perez+shop@Example.co.uk', { type: 'address', address: 'ana.perez+shop@example.co.uk' }],
    ['<ana@example.com>, ana@example.com', { type: 'address', address: 'ana@example.com' }],
    ['ana@example.com or eva@example.com', { type: 'unclear' }],
    ['ana@', { type: 'unclear' }],
    ['ana@example', { type: 'unclear' }],
    ['It did not arrive', { type: 'again' }],
    ['No me llegó', { type: 'again' }],
    ['Não chegou', { type: 'again' }],
    ['No tengo correo', { type: 'no' }],
    ["I don't have one", { type: 'no' }],
    ['Não tenho e-mail', { type: 'no' }],
    ['no', { type: 'no' }],
    ['When are you open?', { type: 'other' }],
    ['I want to know whether you have a table', { type: 'other' }],
  ])('%s', (text, words) => {
    expect(readReply(text)).toEqual(words)
  })
})

test('no code is left in a text, and a longer number is none', () => {
  expect(withoutCodes('123456, 123-456 or 123 456; order 1234567, $123456.50')).toBe(
    '••••••, •••••• or ••••••; order 1234567, $123456.50',
  )
})
