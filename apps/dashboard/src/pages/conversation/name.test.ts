import { expect, test } from 'vitest'
import { en } from '../../i18n/en.ts'
import { es } from '../../i18n/es.ts'
import { aConversation } from '../../testing/wire.ts'
import { addressOf, nameOf } from './name.ts'

const contact = { id: 'k1', name: null, address: '59899123456', locale: null, attributes: {}, signed: null }

test('a contact without a name goes by the address, one without both is unnamed', () => {
  expect(nameOf(aConversation({ contact }), en)).toBe('+59899123456')
  expect(nameOf(aConversation({ contact: { ...contact, address: null } }), en)).toBe('Unnamed contact')
})

test('visitors of a site who told no name are told apart', () => {
  const visitor = (id: string) =>
    aConversation({
      contact: { ...contact, id, address: null },
      inbox: { id: 'i1', name: 'Site', channel: 'web' },
    })

  expect(nameOf(visitor('0198c5a1-2b3c-7d4e-8f5a-6b7c8d9e4f2a'), en)).toBe('Visitor 4f2a')
  expect(nameOf(visitor('0198c5a1-2b3c-7d4e-8f5a-6b7c8d9e0b1c'), es)).toBe('Visitante 0b1c')
})

test('only telephone numbers get a plus', () => {
  expect(addressOf(aConversation({ contact: { ...contact, address: 'UY.2041' } }))).toBe('UY.2041')
})
