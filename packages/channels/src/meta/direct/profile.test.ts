import { expect, test } from 'vitest'
import { instagram } from '../../instagram/instagram.ts'
import { messenger } from '../../messenger/messenger.ts'

const SETTINGS = {
  graphUrl: 'https://graph.facebook.com',
  ...{ version: 'v26.0', senderId: '1', accessToken: 't', humanAgent: false },
}

test('a profile is asked for by the contact’s own id, with the fields that the platform has', () => {
  const [psid, igsid] = [
    { kind: 'psid' as const, value: '25' },
    { kind: 'igsid' as const, value: '47' },
  ]
  expect(messenger.profiles?.find([psid], SETTINGS)).toMatchObject({
    method: 'GET',
    url: 'https://graph.facebook.com/v26.0/25?fields=first_name,last_name',
    headers: { authorization: 'Bearer t' },
  })
  expect(instagram.profiles?.find([igsid], SETTINGS)?.url).toMatch(/\/47\?fields=name,username$/)
  expect(messenger.profiles?.find([igsid], SETTINGS)).toBeNull()
})

test.each<[string, number, unknown, string | null]>([
  ['both names', 200, { first_name: 'Ana', last_name: 'García', id: '25' }, 'Ana García'],
  ['a first name alone', 200, { first_name: 'Ana' }, 'Ana'],
  ['a whole name', 200, { name: 'Ana G.', username: 'ana.g' }, 'Ana G.'],
  ['a username alone', 200, { username: 'ana.g', name: '' }, 'ana.g'],
  ['a refusal', 400, { error: { code: 230, message: 'consent' } }, null],
  ['nothing', 200, {}, null],
  ['no object', 200, 'x', null],
])('the name of %s', (...[, status, body, name]) => {
  expect(messenger.profiles?.read(status, body)).toBe(name)
})
