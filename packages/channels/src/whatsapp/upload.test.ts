import { describe, expect, test } from 'vitest'
import { whatsapp } from './whatsapp.ts'

const settings = { graphUrl: 'https://graph.example', version: 'v26.0', phoneNumberId: '7', accessToken: 't' }

test('a file goes to the number that sends it, as a form', () => {
  const file = { kind: 'document' as const, mimeType: 'application/pdf', filename: 'menu.pdf', size: 12 }

  expect(whatsapp.upload(file, settings)).toEqual({
    url: 'https://graph.example/v26.0/7/media',
    headers: { authorization: 'Bearer t' },
    fields: { messaging_product: 'whatsapp', type: 'application/pdf' },
    file: { ...file, field: 'file' },
  })
})

test.each([
  ['image', 5],
  ['video', 16],
  ['audio', 16],
  ['document', 100],
  ['sticker', 0.5],
] as const)('a file of the kind %s over %s MB is not tried', (kind, max) => {
  const file = { kind, mimeType: 'application/octet-stream', filename: 'x', size: max * 1_048_576 }

  expect(whatsapp.upload(file, settings)).not.toHaveProperty('type')
  expect(whatsapp.upload({ ...file, size: file.size + 1 }, settings)).toMatchObject({
    ...{ type: 'rejected', code: 'media_size', reason: expect.stringContaining(`${max} MB`) },
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
    { what: 'a type that WhatsApp does not carry', status: 400, body: error(100), is: 'rejected 131053' },
    { what: 'a refused file', status: 400, body: error(131053), is: 'rejected 131053' },
    { what: 'a strange number', status: 400, body: error(100, { error_subcode: 33 }), is: 'rejected 100' },
    { what: 'a token that ended', status: 401, body: error(190), is: 'account_blocked 190' },
    { what: 'too many calls', status: 400, body: error(4), is: 'retry 4' },
    { what: 'a failure of Meta', status: 500, body: error(131000), is: 'retry 131000' },
    { what: 'a page of a gateway', status: 502, body: '<html>', is: 'retry upload' },
    { what: 'nothing', status: 500, body: '', is: 'retry upload' },
    { what: 'a success without an id', status: 200, body: {}, is: 'retry upload' },
  ])('is understood when it is $what', ({ status, body, is }) => {
    const outcome = whatsapp.uploaded(status, body)

    if (outcome.type === 'uploaded') throw new Error('It was taken for a success.')
    expect(`${outcome.type} ${outcome.code}`).toBe(is)
    expect(outcome.reason).toMatch(/^[A-Z].{10,}/)
  })
})
