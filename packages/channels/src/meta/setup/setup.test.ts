import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { isTokenRefused, readSetup, setupRequests, setupShapes } from './setup.ts'

const PLACE = {
  graphUrl: 'https://graph.example',
  instagramGraphUrl: 'https://instagram.example',
  instagramLoginUrl: 'https://login.example',
  version: 'v26.0',
}
const APP = { id: '17', secret: 'the-secret' }

describe('a request', () => {
  test('carries no secret in its address, where Graph takes it elsewhere', () => {
    const { url, headers } = setupRequests.inspectToken(PLACE, APP, 'a token')

    expect(url).toBe('https://graph.example/v26.0/debug_token?input_token=a+token')
    expect(headers).toEqual({ authorization: 'Bearer 17|the-secret' })
    expect(setupRequests.listNumbers(PLACE, '5', 'token').url).not.toContain('token=')
  })

  test('takes the mark from a code that was copied out of the address bar', () => {
    const { body, headers } = setupRequests.exchangeInstagramCode(PLACE, APP, {
      ...{ code: 'AQB#_', redirectUri: 'https://hilo.example/' },
    })

    expect(new URLSearchParams(String(body)).get('code')).toBe('AQB')
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
  })

  test('names what is subscribed in the words of its object', () => {
    const fields = (what: Parameters<typeof setupRequests.subscribe>[1]) =>
      new URL(setupRequests.subscribe(PLACE, what, 't').url).searchParams.get('subscribed_fields')

    expect(fields({ object: 'whatsapp_business_account', id: '5', isLogin: false })).toBeNull()
    expect(fields({ object: 'page', id: '6', isLogin: false })).toContain('message_reads')
    expect(fields({ object: 'instagram', id: '7', isLogin: true })).toContain('messaging_seen')
  })
})

describe('an answer', () => {
  const Any = z.unknown()

  test.each([
    ['what was asked for', 200, { id: '5' }, setupShapes.Named, { type: 'ok', value: { id: '5' } }],
    ['a number in the place of an id', 200, { id: 5 }, setupShapes.Named, { type: 'ok', value: { id: '5' } }],
    ['something else', 200, '<html>', setupShapes.Named, { type: 'away' }],
    ['a gateway page', 502, '<html>', Any, { type: 'away', reason: 'HTTP 502' }],
    ['a failure of Graph', 500, { error: { code: 2, message: 'x' } }, Any, { type: 'away' }],
    [
      'a refusal',
      400,
      { error: { code: 100, error_subcode: 33, message: 'Unsupported get request' } },
      Any,
      { type: 'refused', code: 100, subcode: 33, message: 'Unsupported get request' },
    ],
    [
      'a refusal of the login',
      400,
      { error_type: 'OAuthException', code: 400, error_message: 'Invalid' },
      Any,
      { type: 'refused', code: 400, message: 'Invalid' },
    ],
  ])('is read: %s', (...[, status, body, shape, expected]) => {
    expect(readSetup(status, body, shape as z.ZodType<unknown>)).toMatchObject(expected)
  })

  test('with permissions as one text is a list', () => {
    const answer = { access_token: 't', permissions: 'a,b' }

    expect(setupShapes.Token.parse(answer).permissions).toEqual(['a', 'b'])
  })

  test('that refuses the token is told from every other', () => {
    expect([190, '190', 0, 102].every(isTokenRefused)).toBe(true)
    expect([10, 100, '131047', 200].some(isTokenRefused)).toBe(false)
  })
})
