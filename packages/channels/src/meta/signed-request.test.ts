import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readCorpus } from '../testing/corpus.ts'
import { readSignedRequest } from './signed-request.ts'

const SECRET = 'the-app-secret'
const PAYLOAD = { algorithm: 'HMAC-SHA256', issued_at: 1795300000, user_id: '218' }

function signed(payload: unknown, secret = SECRET): string {
  const text = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)).toString(
    'base64url',
  )
  return `${createHmac('sha256', secret).update(text).digest('base64url')}.${text}`
}

describe('readSignedRequest', () => {
  test('reads who asked', () => {
    expect(readSignedRequest(signed(PAYLOAD), SECRET)).toEqual(PAYLOAD)
  })

  test.each([
    ['another secret', signed(PAYLOAD, 'another')],
    [
      'a changed payload',
      `${signed(PAYLOAD).split('.')[0]}.${signed({ ...PAYLOAD, user_id: '219' }).split('.')[1]}`,
    ],
    ['another algorithm', signed({ ...PAYLOAD, algorithm: 'none' })],
    ['a payload without a person', signed({ ...PAYLOAD, user_id: undefined })],
    ['a payload that is no JSON', signed('not json')],
    ['no payload', `${signed(PAYLOAD).split('.')[0]}.`],
    ['no signature', `.${signed(PAYLOAD).split('.')[1]}`],
    ['a third part', `${signed(PAYLOAD)}.x`],
    ['an empty text', ''],
  ])('refuses %s', (_name, text) => {
    expect(readSignedRequest(text, SECRET)).toBeNull()
  })

  test('refuses everything while no secret is set', () => {
    expect(readSignedRequest(signed(PAYLOAD, ''), '')).toBeNull()
  })
})

type Vector = { app_secret: string; signed_request: string; payload: unknown }
const [vector] = readCorpus('meta/signature', /^signed_request/).map(({ body }) => body as Vector)

test.skipIf(!vector)('reads the signed request vector, and refuses it with another secret', () => {
  expect(readSignedRequest(vector?.signed_request ?? '', vector?.app_secret ?? '')).toEqual(vector?.payload)
  expect(readSignedRequest(vector?.signed_request ?? '', 'another')).toBeNull()
})
