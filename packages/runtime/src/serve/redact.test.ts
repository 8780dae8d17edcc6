import { expect, test } from 'vitest'
import { redactorOf } from './redact.ts'

const redact = redactorOf({ TOKEN: 'sk-live-51HxYz+8/Qq', SHORT: 'abc' })

test('a secret is found in a text, in a key, in an address and in base64', () => {
  const said = {
    'key sk-live-51HxYz+8/Qq': [
      'sk-live-51HxYz+8/Qq twice sk-live-51HxYz+8/Qq',
      `?token=${encodeURIComponent('sk-live-51HxYz+8/Qq')}`,
      Buffer.from('sk-live-51HxYz+8/Qq').toString('base64'),
    ],
  }

  expect(redact(said)).toEqual({
    'key [TOKEN]': ['[TOKEN] twice [TOKEN]', '?token=[TOKEN]', expect.stringMatching(/^\[TOKEN\]=*$/)],
  })
})

test('the beginning of a secret is found where a text was cut off amid it', () => {
  expect(redact(`Wrong token sk-live-51HxYz+8/Qq`.slice(0, -3))).toBe('Wrong token [TOKEN]')
  expect(redact('It begins with sk-live')).toBe('It begins with sk-live')
})

test('a secret that is too short to be told from other words is left alone', () => {
  expect(redact('abc')).toBe('abc')
})
