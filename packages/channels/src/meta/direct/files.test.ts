import { describe, expect, test } from 'vitest'
import { instagram, messenger } from '../../index.ts'

const SETTINGS = {
  graphUrl: 'https://graph.example',
  version: 'v26.0',
  senderId: '101',
  accessToken: 'token',
  humanAgent: false,
}
const MB = 1024 * 1024
const aFile = (more = {}) => ({
  kind: 'image' as const,
  mimeType: 'image/png',
  filename: 'a.png',
  size: 12,
  ...more,
})

describe('an upload', () => {
  test('is a form with the bytes, for a file that may be sent again', () => {
    expect(messenger.upload(aFile(), SETTINGS)).toEqual({
      url: 'https://graph.example/v26.0/101/message_attachments',
      headers: { authorization: 'Bearer token' },
      fields: { message: '{"attachment":{"type":"image","payload":{"is_reusable":true}}}' },
      file: { ...aFile(), field: 'filedata' },
    })
  })

  test('names Instagram, and a document a file', () => {
    expect(instagram.upload(aFile({ kind: 'document' }), SETTINGS)).toMatchObject({
      fields: { platform: 'instagram', message: expect.stringContaining('"type":"file"') },
    })
  })

  test.each([
    ['image', 8],
    ['video', 25],
    ['audio', 25],
    ['document', 25],
  ] as const)('of the kind %s is refused over %i MB, before it is tried', (kind, max) => {
    expect(messenger.upload(aFile({ kind, size: max * MB }), SETTINGS)).toHaveProperty('url')
    expect(messenger.upload(aFile({ kind, size: max * MB + 1 }), SETTINGS)).toEqual({
      type: 'rejected',
      code: 'media_size',
      reason: `Messenger takes files of this kind up to ${max} MB.`,
    })
  })
})

describe('the answer to an upload', () => {
  const error = (code: number, more = {}) => ({ error: { code, type: 'OAuthException', ...more } })

  test('is an id for a month', () => {
    expect(messenger.uploaded(200, { attachment_id: '17' })).toEqual({
      type: 'uploaded',
      externalId: '17',
      goodForMs: 30 * 86_400_000,
    })
  })

  test.each([
    { what: 'a wrong parameter is the file', body: error(100), is: 'rejected' },
    { what: 'a failed fetch', body: error(100, { error_subcode: 2018047 }), is: 'retry' },
    { what: 'a page that is not there', body: error(100, { error_subcode: 33 }), is: 'rejected' },
    { what: 'a token that is not accepted', body: error(190), is: 'account_blocked' },
    { what: 'too many calls', body: error(613), is: 'retry' },
    { what: 'a gateway’s page', body: '<html>', is: 'retry' },
    { what: 'nothing', body: {}, is: 'retry' },
  ])('$what is $is', ({ body, is }) => {
    expect(instagram.uploaded(400, body)).toMatchObject({ type: is, reason: expect.stringMatching(/\.$/) })
  })
})

describe('a contact’s file', () => {
  test.each([
    'https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1&signature=x',
    'https://scontent-lhr8-1.xx.fbcdn.net/v/t59/a.jpg?oh=1',
    'https://scontent.cdninstagram.com/v/a.mp4',
    'https://graph.example/files/1',
  ])('is at its address, and nobody is shown the token: %s', (url) => {
    const place = messenger.findMedia(url, SETTINGS)

    expect(place).toMatchObject({ type: 'found', url, mimeType: null })
    expect(JSON.stringify(place)).not.toContain('token')
  })

  test.each([
    'https://example.com/a.jpg',
    'https://evilfbcdn.net/a.jpg',
    'https://lookaside.fbsbx.com.evil.org/',
    'https://lookaside.fbsbx.com@evil.org/a',
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
    'x',
    '',
  ])('is not fetched from anywhere else: %s', (url) => {
    expect(messenger.findMedia(url, SETTINGS)).toMatchObject({ type: 'gone' })
  })
})
