import {
  type BroadcastValue,
  type ContentOf,
  fillTemplate,
  type Template,
  templateProblems,
  templateProblemWords,
} from '@hilo/protocol'
import type { Profile } from '../contact/contact.ts'

export type Filled = { content: ContentOf<'template'> } | { reason: string }

/** What a contact gets, or why the template cannot be filled for them. */
export function fillForContact(
  template: Template,
  values: Readonly<Record<string, BroadcastValue>>,
  profile: Profile,
): Filled {
  const given = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, valueFor(value, profile).trim()]),
  )
  const problems = templateProblems(template.definition, { values: given })
  if (problems.length > 0) return { reason: templateProblemWords(problems) }
  return { content: fillTemplate(template, template.definition, { values: given }) }
}

function valueFor(value: BroadcastValue, { name, attributes = {} }: Profile): string {
  if (value.from === 'fixed') return value.text
  if (value.from === 'name') return name ?? value.otherwise ?? ''
  const known = Object.hasOwn(attributes, value.name) ? attributes[value.name] : undefined
  return known === undefined ? (value.otherwise ?? '') : String(known)
}
