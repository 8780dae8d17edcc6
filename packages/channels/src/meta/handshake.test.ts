import { describe, expect, test } from 'vitest'
import { readCorpus } from '../testing/corpus.ts'
import { answerHandshake } from './handshake.ts'

const QUERY = { 'hub.mode': 'subscribe', 'hub.verify_token': 'open-sesame', 'hub.challenge': '1158201444' }

describe('answerHandshake', () => {
  test('answers with the challenge when the token is right', () => {
    expect(answerHandshake(QUERY, 'open-sesame')).toBe('1158201444')
  })

  test.each([
    ['another token', { 'hub.verify_token': 'open-barley' }],
    ['a token that only begins right', { 'hub.verify_token': 'open' }],
    ['no token', { 'hub.verify_token': undefined }],
    ['a token given twice', { 'hub.verify_token': ['open-sesame', 'open-sesame'] }],
    ['another mode', { 'hub.mode': 'unsubscribe' }],
    ['no mode', { 'hub.mode': undefined }],
    ['no challenge', { 'hub.challenge': undefined }],
    ['an empty challenge', { 'hub.challenge': '' }],
    ['a challenge given twice', { 'hub.challenge': ['1', '2'] }],
    ['a challenge that a browser would run', { 'hub.challenge': '<script>alert(1)</script>' }],
    ['a challenge with a new line', { 'hub.challenge': '1158\n' }],
    ['a challenge without end', { 'hub.challenge': 'a'.repeat(257) }],
  ])('refuses %s', (_name, change) => {
    expect(answerHandshake({ ...QUERY, ...change }, 'open-sesame')).toBeNull()
  })

  test('refuses everybody while no verify token is set', () => {
    expect(answerHandshake({ ...QUERY, 'hub.verify_token': '' }, '')).toBeNull()
  })
})

type Vector = { get_query: Record<string, string>; expect_body: string }
const [vector] = readCorpus('meta/signature', /^verify_handshake/).map(({ body }) => body as Vector)

test.skipIf(!vector)('answers the handshake vector, and refuses it with another token', () => {
  const query = vector?.get_query ?? {}

  expect(answerHandshake(query, query['hub.verify_token'] ?? '')).toBe(vector?.expect_body)
  expect(answerHandshake(query, 'another')).toBeNull()
})
