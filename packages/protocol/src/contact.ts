import { z } from 'zod'

/** What a micro-backend keeps of a contact under a name of its own choosing. */
export const Attribute = z.union([z.string(), z.number(), z.boolean()])
export type Attribute = z.infer<typeof Attribute>

export const ATTRIBUTE_NAME = /^[A-Za-z][A-Za-z0-9_]{0,59}$/

/** What a micro-backend may change of a contact. */
export type ContactTraits = {
  name: string | null
  locale: string | null
  attributes: Record<string, Attribute>
}

/** `null` takes away what was there; what is left out stays. */
export type ContactChanges = {
  readonly name?: string | null
  readonly locale?: string | null
  readonly attributes?: Readonly<Record<string, Attribute | null>>
}

/** A contact after changes. Made twice, they change nothing more. */
export function changeContact(before: ContactTraits, changes: ContactChanges): ContactTraits {
  const attributes = new Map(Object.entries(before.attributes))
  for (const [name, value] of Object.entries(changes.attributes ?? {})) {
    if (value === null) attributes.delete(name)
    else attributes.set(name, value)
  }
  return {
    name: changes.name === undefined ? before.name : changes.name,
    locale: changes.locale === undefined ? before.locale : changes.locale,
    attributes: Object.fromEntries(attributes),
  }
}
