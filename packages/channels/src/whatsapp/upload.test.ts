import { describe, expect, test } from 'vitest'
import { whatsapp } from './whatsapp.ts'

const settings = { graphUrl: 'https://graph.example', version: 'v26.0', phoneNumberId: '7', accessToken: 't' }

test('a file goes to the number that sends it, as a form', () => {
  const file = { mimeType: 'application/pdf', filename: 'menu.pdf', size: 12 }

  expect(whatsapp.upload(file, settings)).toEqual({
    url: 'https://graph.example/v26.0/7/media',
    headers: { authorization: 'Bearer t' },
    fields: { messaging_product: 'whatsapp', type: 'application/pdf' },
    file: { ...file, field: 'file' },
  })
})

describe('the answer to an upload', () => {
  const error = (code: number, more = {}) => ({ error: { code, type: 'OAuthException', ...more } })

  test('is an id that is good for less than Meta’s thirty days', () => {
    expect(whatsapp.uploaded(200, { id: '123' })).toEqual({
      type: 'uploaded',
      externalId: '123',
      goodForMs: 29 * 86_400_000,
    })
  })

  test.each([
    ['a type that WhatsApp does not carry', 400, error(100), 'rejected', '131053'],
    ['a refused file', 400, error(131053), 'rejected', '131053'],
    ['a number that is not ours', 400, error(100, { error_subcode: 33 }), 'rejected', '100'],
    ['a token that ended', 401, error(190), 'account_blocked', '190'],
    ['too many calls', 400, error(4), 'retry', '4'],
    ['a failure of Meta', 500, error(131000), 'retry', '131000'],
    ['a page of a gateway', 502, '<html>', 'retry', 'upload'],
    ['nothing', 500, '', 'retry', 'upload'],
    ['a success without an id', 200, {}, 'retry', 'upload'],
  ])('%s', (_, status, body, type, code) => {
    const reason = expect.stringMatching(/^[A-Z].{10,}/)

    expect(whatsapp.uploaded(status, body)).toMatchObject({ type, code, reason })
  })
})
