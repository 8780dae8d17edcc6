import { expect, test } from 'vitest'
import { aConversation } from '../../testing/wire.ts'
import { conversationOf, devicesOf, shortNameOf } from './devices.ts'

const PHONES = [
  { name: 'Ana', channel: 'whatsapp' as const, url: 'http://127.0.0.1/ana' },
  { name: 'Luis', channel: 'whatsapp' as const, url: 'http://127.0.0.1/luis' },
]
const [ana, luis, site] = devicesOf({ phones: PHONES, siteUrl: 'http://127.0.0.1/site' }, 'Website')

test('the phones come first, the site last', () => {
  expect([ana, luis, site].map((device) => device?.name)).toEqual(['Ana', 'Luis', 'Website'])
})

test('a phone shows the conversation of its own contact, not a newer one of another', () => {
  const conversations = [
    aConversation({
      id: 'luis',
      contact: { id: 'k', name: 'Luis', address: null, locale: null, attributes: {}, signed: null },
    }),
    aConversation({ id: 'ana' }),
  ]

  expect(ana && conversationOf(ana, conversations)?.id).toBe('ana')
})

test('the site shows the newest conversation of the widget', () => {
  const web = aConversation({ id: 'web', inbox: { id: 'i', name: 'Site', channel: 'web' } })

  expect(site && conversationOf(site, [aConversation(), web])?.id).toBe('web')
  expect(site && conversationOf(site, [aConversation()])).toBeUndefined()
})

test('a tab has the first name alone, unless somebody else has it too', () => {
  const names = ['Ana Paz', 'Ana Gil', 'Luis Gil']
  const phones = names.map((name) => ({ ...PHONES[0], name, channel: 'whatsapp' as const, url: name }))
  const devices = devicesOf({ phones, siteUrl: 'http://127.0.0.1/site' }, 'Website')

  expect(devices.map(({ name }) => shortNameOf(name, devices))).toEqual([
    ...['Ana Paz', 'Ana Gil', 'Luis', 'Website'],
  ])
})
