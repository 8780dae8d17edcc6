/** Finds what a command or a call names, and says in words when it is not there. */
import { randomInt } from 'node:crypto'
import { AppError } from '@hilo/protocol'
import {
  type Account,
  type DirectMessage,
  type Messaging,
  type Person,
  type Thread,
  threadOf,
} from './world.ts'

export type At = { personId: string; accountId?: string | undefined }

/** @throws AppError `not_found` */
function personOf(world: Messaging, personId: string): Person {
  const person = world.people.get(personId)
  if (!person) throw new AppError('not_found', `There is no ${world.traits.name} phone "${personId}".`)
  return person
}

/** The account with this id, or the first one. @throws AppError `not_found` when none is registered. */
export function accountOf(world: Messaging, accountId?: string): Account {
  const [first] = world.accounts.values()
  const account = accountId === undefined ? first : world.accounts.get(accountId)
  if (account) return account
  throw new AppError(
    'not_found',
    accountId === undefined
      ? `No ${world.traits.name} account is registered yet, so there is nobody to write to.`
      : `There is no ${world.traits.name} account ${accountId}.`,
  )
}

/** Account, person and their thread. @throws AppError `not_found` */
export function placeOf(world: Messaging, at: At): { account: Account; person: Person; thread: Thread } {
  const account = accountOf(world, at.accountId)
  const person = personOf(world, at.personId)
  return { account, person, thread: threadOf(world, account.id, person.id) }
}

/** A message of either side in this thread. @throws AppError `not_found` */
export function messageOf(world: Messaging, at: At, messageId: string): DirectMessage {
  const { thread } = placeOf(world, at)
  const message = thread.messages.find((candidate) => candidate.id === messageId)
  if (!message) throw new AppError('not_found', `There is no message ${messageId} in this thread.`)
  return message
}

/** The id by which an account knows a person, made at their first contact. */
export function scopedIdOf(world: Messaging, account: Account, person: Person): string {
  const known = person.scopedIds[account.id]
  if (known !== undefined) return known
  const made = `${randomInt(10_000_000, 99_999_999)}${randomInt(10_000_000, 99_999_999)}`
  person.scopedIds[account.id] = made
  world.state.changed()
  return made
}

/** Whom an account knows by this id. */
export function personBehind(world: Messaging, account: Account, scopedId: string): Person | null {
  for (const person of world.people.values()) if (person.scopedIds[account.id] === scopedId) return person
  return null
}
