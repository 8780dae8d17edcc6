import { expect, test } from 'vitest'
import { readPlace, renderFind } from './download.ts'

const settings = {
  graphUrl: 'https://graph.facebook.com',
  version: 'v26.0',
  phoneNumberId: '106',
  accessToken: 'secret',
}
const HASH = 'ab'.repeat(32)
const found = {
  messaging_product: 'whatsapp',
  url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1',
  mime_type: 'image/jpeg',
  sha256: HASH,
  file_size: '303833',
  id: '2621',
}

test('asks for a file by its id, as the number that received it', () => {
  expect(renderFind('26/21?', settings)).toEqual({
    method: 'GET',
    url: 'https://graph.facebook.com/v26.0/26%2F21%3F?phone_number_id=106',
    headers: { authorization: 'Bearer secret' },
    body: undefined,
  })
})

test('finds where it is, and whom the token may be shown to', () => {
  const place = readPlace(200, found, settings)

  expect(place).toMatchObject({
    ...{ type: 'found', url: found.url, mimeType: 'image/jpeg', size: 303_833, sha256: HASH },
    headers: { authorization: 'Bearer secret', 'user-agent': expect.stringContaining('Mozilla') },
  })
  expect(place.type === 'found' && place.hosts).toContain('lookaside.fbsbx.com')
})

test.each([
  ['hexadecimal', HASH.toUpperCase(), HASH],
  ['base64', Buffer.from(HASH, 'hex').toString('base64'), HASH],
  ['something else', 'abc', null],
  ['missing', undefined, null],
])('reads a hash that is %s', (_, sha256, expected) => {
  expect(readPlace(200, { ...found, sha256 }, settings)).toMatchObject({ sha256: expected })
})

test.each([
  ['an id that is old or unknown', 400, { error: { code: 100, error_subcode: 33 } }, 'gone'],
  ['a token that expired', 401, { error: { code: 190 } }, 'retry'],
  ['a limit', 400, { error: { code: 131_056 } }, 'retry'],
  ['a failure of the platform', 500, { error: { code: 2 } }, 'retry'],
  ['a page of a gateway', 502, '<html>', 'retry'],
  ['an answer without an address', 200, { id: '2621' }, 'retry'],
] as [string, number, unknown, string][])('%s', (...[, status, body, type]) => {
  expect(readPlace(status, body, settings)).toEqual({ type, reason: expect.any(String) })
})
