import type { Address } from '@hilo/protocol'

import { idOf, type Json, listOf, recordOf, textOf } from '../meta/json.ts'

/**
 * Who somebody is on WhatsApp. A contact has a business-scoped user id (BSUID), perhaps one of the parent
 * portfolio, and a phone number (`wa_id`) that is missing when they hide it behind a username.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */

const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/
const PARENT = /^[A-Z]{2}\.ENT\./
const PHONE = /^\+?[0-9][0-9().-]*$/
const ORDER: readonly Address['kind'][] = ['bsuid', 'parent_bsuid', 'wa_id']

/** The fields of one person as webhooks name them in different places. */
export type AddressFields = { phone?: unknown; userId?: unknown; parentUserId?: unknown }

/** What `value.contacts` says, found again by any address of the person. */
export type Contacts = { byAddress: ReadonlyMap<string, Contact>; only: Contact | undefined }
type Contact = { addresses: Address[]; name: string | null }

export function isBsuid(value: string): boolean {
  return BSUID.test(value)
}

/** The addresses in the given fields, each once, the most stable first. */
export function addressesOf({ phone, userId, parentUserId }: AddressFields): Address[] {
  const addresses = [
    addressOf(userId, 'bsuid'),
    addressOf(parentUserId, 'parent_bsuid'),
    addressOf(phone, 'wa_id'),
  ]
  return merge(addresses.filter((address) => address !== undefined))
}

export function readContacts(raw: unknown): Contacts {
  const byAddress = new Map<string, Contact>()
  const contacts: Contact[] = []
  for (const item of listOf(raw)) {
    const contact = readContact(recordOf(item))
    if (!contact) continue
    contacts.push(contact)
    for (const address of contact.addresses) byAddress.set(address.value, contact)
  }
  return { byAddress, only: contacts.length === 1 ? contacts[0] : undefined }
}

/**
 * Everything known about the person with the addresses `own`. The entry of `contacts` is found by an address
 * and never by its place in the list: with a batch, the place may be another person's. Without any address of
 * its own a message belongs to the only contact there is, and to nobody when there are several.
 */
export function personOf(own: Address[], contacts: Contacts): Contact | undefined {
  if (own.length === 0) return contacts.only
  const contact = own.map(({ value }) => contacts.byAddress.get(value)).find((found) => found !== undefined)
  if (!contact || own.some((address) => contradicts(address, contact))) return { addresses: own, name: null }
  return { addresses: merge([...own, ...contact.addresses]), name: contact.name }
}

export function isSameAddress(one: Address, other: Address): boolean {
  return one.kind === other.kind && one.value === other.value
}

function readContact(raw: Json | undefined): Contact | undefined {
  if (!raw) return undefined
  const addresses = addressesOf({ phone: raw.wa_id, userId: raw.user_id, parentUserId: raw.parent_user_id })
  if (addresses.length === 0) return undefined
  const profile = recordOf(raw.profile)
  return { addresses, name: textOf(profile?.name) ?? textOf(profile?.username) ?? null }
}

/** The value decides over the field's name: a BSUID has been seen in `from` and `wa_id`. */
function addressOf(raw: unknown, kind: Address['kind']): Address | undefined {
  const value = idOf(typeof raw === 'string' ? raw.replaceAll(' ', '') : raw)
  if (value === undefined) return undefined
  if (isBsuid(value)) return { kind: PARENT.test(value) ? 'parent_bsuid' : 'bsuid', value }
  // One number must be one address, however it was typed: `wa_id` is its digits.
  if (kind === 'wa_id' && PHONE.test(value)) return { kind, value: value.replace(/[^0-9]/g, '') }
  return { kind, value }
}

function contradicts(address: Address, { addresses }: Contact): boolean {
  return addresses.some(({ kind, value }) => kind === address.kind && value !== address.value)
}

function merge(addresses: Address[]): Address[] {
  const unique = addresses.filter(
    (address, at) => addresses.findIndex((one) => isSameAddress(one, address)) === at,
  )
  return unique.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind))
}
