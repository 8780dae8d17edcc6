/**
 * What a micro-backend does to the records of its org: tags, notes, the assignee, the contact.
 *
 * Each call is an entry of the journal, and the host does what the entries say in the transaction that ends
 * the turn: in the order of the calls, and once, whatever crashes.
 */
import type { Attribute, ContactChanges, JournalEntry } from '@hilo/protocol'
import { ATTRIBUTE_NAME, changeContact } from '@hilo/protocol/contact'
import { nameOf, sayable } from './ask.ts'
import { TurnOver } from './errors.ts'
import type { Recorder } from './recorder.ts'

const TAG_MAX = 60
const NAME_MAX = 200
const ATTRIBUTES_MAX = 100
const ATTRIBUTE_TEXT_MAX = 1_000
const LOCALE = /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/
const EMAIL = /^[^\s@]+@[^\s@]+$/

/** `chat.tag` and `chat.untag`. */
export function tag(recorder: Recorder, kind: 'tag' | 'untag', name: string): void {
  const wanted = typeof name === 'string' ? name.trim() : ''
  if (wanted === '' || wanted.length > TAG_MAX) {
    throw new Error(`A tag must be a text of 1 to ${TAG_MAX} characters.`)
  }
  once(recorder, { kind, name: wanted, value: null })
}

/** `chat.note`. */
export function note(recorder: Recorder, text: string): void {
  once(recorder, { kind: 'note', name: nameOf(sayable(text)), value: { text } })
}

type Assignee = { memberId: string | null } | { error: string }

/**
 * `chat.assign`. The member is looked for when the call is made, and what was found is recorded: a replay
 * neither looks again nor changes its mind.
 */
export async function assign(recorder: Recorder, email: string | null): Promise<void> {
  if (email !== null && (typeof email !== 'string' || email.length > NAME_MAX || !EMAIL.test(email))) {
    throw new Error('chat.assign takes the e-mail address of a member, or null.')
  }
  const position = recorder.next()
  const call = { position, kind: 'assign' as const, name: email ?? '' }
  const recorded = recorder.recall(call)
  const found = (recorded?.value as Assignee) ?? (await findAssignee(recorder, email))
  if (recorder.isOver) throw new TurnOver()
  if (!recorded) recorder.record({ ...call, value: found })
  if ('error' in found) throw new Error(found.error)
}

async function findAssignee({ io }: Recorder, email: string | null): Promise<Assignee> {
  if (email === null) return { memberId: null }
  const memberId = (await io.findMember?.(email)) ?? null
  return memberId === null
    ? { error: `chat.assign: no member of this org has the address ${email}.` }
    : { memberId }
}

/** `chat.contact.set`. */
export function setContact(recorder: Recorder, changes: ContactChanges): void {
  const set = checkChanges(changes)
  if (Object.keys(changeContact(recorder.contact, set).attributes).length > ATTRIBUTES_MAX) {
    throw new Error(`A contact has at most ${ATTRIBUTES_MAX} attributes.`)
  }
  const { name, locale, attributes } = recorder.contact
  const { attributes: named = {}, ...others } = set
  const recorded = once(recorder, {
    kind: 'contact',
    name: Object.keys({ ...others, ...named })
      .join(', ')
      .slice(0, NAME_MAX),
    value: { before: { name, locale, attributes }, set },
  })
  const made = recorded ? (recorded.value as { set: ContactChanges }).set : set
  Object.assign(recorder.contact, changeContact(recorder.contact, made))
}

/** Records a call unless it is recorded. @returns what the journal has of it */
export function once(recorder: Recorder, entry: Omit<JournalEntry, 'position'>): JournalEntry | undefined {
  const position = recorder.next()
  const recorded = recorder.recall({ position, kind: entry.kind, name: entry.name })
  if (!recorded) recorder.record({ position, ...entry })
  return recorded
}

/** A copy that holds what it may and nothing else. @throws Error in words */
function checkChanges({ name, locale, attributes }: ContactChanges): ContactChanges {
  if (name && (typeof name !== 'string' || name.length > NAME_MAX)) {
    throw new Error(`The name of a contact must be a text of at most ${NAME_MAX} characters, or null.`)
  }
  if (locale && !LOCALE.test(locale)) {
    throw new Error(`'${locale}' is not a language: write it as 'es' or 'pt-BR'.`)
  }
  return {
    ...(name === undefined ? {} : { name: name || null }),
    ...(locale === undefined ? {} : { locale: locale || null }),
    ...(attributes === undefined ? {} : { attributes: checkAttributes(attributes) }),
  }
}

function checkAttributes(attributes: object): Record<string, Attribute | null> {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined)
  for (const [name, value] of entries) {
    if (!ATTRIBUTE_NAME.test(name)) {
      throw new Error(`'${name}' cannot name an attribute: use up to 60 letters, digits and underscores.`)
    }
    if (!isAttribute(value)) {
      throw new Error(
        `The attribute '${name}' must be a text of at most ${ATTRIBUTE_TEXT_MAX} characters, ` +
          'a finite number, true, false or null.',
      )
    }
  }
  return Object.fromEntries(entries)
}

function isAttribute(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= ATTRIBUTE_TEXT_MAX
  return value === null || typeof value === 'boolean' || Number.isFinite(value)
}
