import type { Attribute, JournalEntry } from '@hilo/protocol'
import { ATTRIBUTE_NAME } from '@hilo/protocol/contact'
import { type Fields, NAME_MAX, objectOf, TEXT_MAX, text, wrong } from './check-field.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ATTRIBUTES_MAX = 200

/** The value of an entry by which the records of the org are changed; any other value is left as it is. */
export function checkEffect(kind: JournalEntry['kind'], value: unknown): unknown {
  switch (kind) {
    case 'tag':
    case 'untag':
      return null
    case 'note':
      return { text: text(objectOf(value, 'note').text, TEXT_MAX) }
    case 'opt_in':
    case 'opt_out':
      return checkPermission(objectOf(value, 'permission'))
    case 'assign':
      return checkAssignee(objectOf(value, 'assignee'))
    case 'contact':
      return checkContact(objectOf(value, 'contact'))
    default:
      return value
  }
}

function checkPermission({ text: words, version }: Fields) {
  return { text: text(words, TEXT_MAX), version: orNull(version) }
}

function checkAssignee({ memberId, error }: Fields) {
  if (error !== undefined) return { error: text(error, TEXT_MAX) }
  if (memberId === null) return { memberId }
  if (typeof memberId !== 'string' || !UUID.test(memberId)) throw wrong('assignee')
  return { memberId }
}

function checkContact({ before, set }: Fields) {
  return { before: checkTraits(objectOf(before, 'contact')), set: checkTraits(objectOf(set, 'contact')) }
}

function checkTraits({ name, locale, attributes }: Fields) {
  return {
    ...(name === undefined ? {} : { name: orNull(name) }),
    ...(locale === undefined ? {} : { locale: orNull(locale) }),
    ...(attributes === undefined ? {} : { attributes: checkAttributes(objectOf(attributes, 'attributes')) }),
  }
}

function orNull(value: unknown): string | null {
  return value === null ? null : text(value, NAME_MAX)
}

function checkAttributes(attributes: Fields): Record<string, Attribute | null> {
  const entries = Object.entries(attributes)
  if (entries.length > ATTRIBUTES_MAX) throw wrong('attributes')
  if (!entries.every(([name]) => ATTRIBUTE_NAME.test(name))) throw wrong('attribute')
  return Object.fromEntries(entries.map(([name, value]) => [name, checkAttribute(value)]))
}

function checkAttribute(value: unknown): Attribute | null {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  return text(value, TEXT_MAX)
}
