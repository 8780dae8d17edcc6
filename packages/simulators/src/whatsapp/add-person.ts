import { randomInt } from 'node:crypto'
import { AppError, newId } from '@hilo/protocol'
import { BSUID } from './check-message.ts'
import type { Person, WhatsApp } from './world.ts'

export type NewPerson = {
  id?: string | undefined
  name: string
  username?: string | undefined
  /** A phone number in any spelling. */
  phone?: string | undefined
  /** A business-scoped user id; `true` makes one. */
  bsuid?: string | true | undefined
}

/**
 * Hands somebody a phone. With neither number nor BSUID the person gets a number; with only a BSUID nobody
 * learns the number, as with people who use a WhatsApp username. Adding a known id changes that person.
 *
 * @throws AppError `invalid_request` for an impossible address, `conflict` for one that somebody else has.
 */
export function addPerson(world: WhatsApp, input: NewPerson): Person {
  const bsuid = input.bsuid === true ? newBsuid() : (input.bsuid ?? null)
  if (bsuid !== null && !BSUID.test(bsuid)) {
    throw new AppError('invalid_request', `"${bsuid}" is no BSUID: it looks like ES.1349120865530.`)
  }
  const person: Person = {
    id: input.id ?? newId(),
    name: input.name,
    username: input.username ?? null,
    waId: input.phone === undefined ? (bsuid === null ? newNumber(world) : null) : addressOf(input.phone),
    bsuid,
  }
  for (const other of world.people.values()) {
    if (other.id === person.id) continue
    const isSame =
      (person.waId !== null && other.waId === person.waId) || (bsuid !== null && other.bsuid === bsuid)
    if (isSame) throw new AppError('conflict', `${other.name} already has this address.`)
  }
  world.people.set(person.id, person)
  world.state.changed()
  return person
}

/** The digits of a number. @throws AppError `invalid_request` */
export function addressOf(phone: string): string {
  const digits = phone.replace(/[\s()+-]/g, '')
  if (/^\d{5,15}$/.test(digits)) return digits
  throw new AppError('invalid_request', `"${phone}" is no phone number: write it with its country code.`)
}

/** One of the thousand British numbers that Ofcom keeps for drama, so that no real phone is meant. */
function newNumber(world: WhatsApp): string {
  const taken = new Set(Array.from(world.people.values(), (person) => person.waId))
  const free = Array.from({ length: 1_000 }, (_, index) => String(447_700_900_000 + index)).filter(
    (number) => !taken.has(number),
  )
  const number = free[randomInt(Math.max(1, free.length))]
  if (number === undefined)
    throw new AppError('conflict', 'All numbers of the simulator are taken: give one.')
  return number
}

function newBsuid(): string {
  return `ES.${randomInt(1_000_000, 9_999_999)}${randomInt(1_000_000, 9_999_999)}`
}
