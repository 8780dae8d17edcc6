import { expect, test } from 'vitest'
import { en } from '../../i18n/en.ts'
import { aConversation } from '../../testing/wire.ts'
import { addressOf, nameOf } from './name.ts'

const contact = { id: 'k1', name: null, address: '59899123456', locale: null, attributes: {} }

test('a contact without a name goes by the address, one without both is unnamed', () => {
  expect(nameOf(aConversation({ contact }), en)).toBe('+59899123456')
  expect(nameOf(aConversation({ contact: { ...contact, address: null } }), en)).toBe('Unnamed contact')
})

test('only telephone numbers get a plus', () => {
  expect(addressOf(aConversation({ contact: { ...contact, address: 'UY.2041' } }))).toBe('UY.2041')
})
