import { newId } from '@hilo/protocol'
import { type AppChoice, chosenApp } from '../meta/app.ts'
import { given } from '../meta/change-settings.ts'
import { accountOf } from './find.ts'
import type { Account, Messaging, Person } from './world.ts'

export type NewAccount = AppChoice & {
  id: string
  name: string
  username?: string | undefined
  accessToken: string
  pageId?: string | undefined
  hasHumanAgent?: boolean | undefined
}

export type AccountChange = {
  accountId?: string | undefined
  hasHumanAgent?: boolean | undefined
  allowsMessages?: boolean | undefined
  /** By the simulators' clock; null: never. */
  tokenExpiresAt?: number | null | undefined
  accessToken?: string | undefined
  subscribedFields?: string[] | undefined
}

export type NewPerson = {
  id?: string | undefined
  name: string
  username?: string | undefined
  scopedIds?: Record<string, string> | undefined
  hasConsent?: boolean | undefined
}

const APP_ID = '1517776481860111'
const DAY_MS = 86_400_000

/**
 * Connects a Page or an Instagram account, subscribed to everything. Registering a known one again changes
 * it, so a server may do it at every start. A token of Instagram Login lives 60 days, one of a Page for ever.
 *
 * @throws AppError `invalid_request` when its webhook refuses the handshake or no app is given.
 */
export async function registerAccount(world: Messaging, input: NewAccount): Promise<Account> {
  const app = await chosenApp(world, input, APP_ID)
  const now = world.clock.now()
  const known = world.accounts.get(input.id)
  const isSameToken = known?.accessToken === input.accessToken
  const isLogin = world.traits.channel === 'instagram' && input.pageId === undefined
  const account: Account = {
    id: input.id,
    name: input.name,
    username: input.username ?? null,
    accessToken: input.accessToken,
    tokenIssuedAt: isSameToken ? known.tokenIssuedAt : now,
    tokenExpiresAt: isSameToken ? known.tokenExpiresAt : isLogin ? now + 60 * DAY_MS : null,
    pageId: input.pageId ?? null,
    appId: app.id,
    hasHumanAgent: input.hasHumanAgent ?? false,
    allowsMessages: known?.allowsMessages ?? true,
    subscribedFields: known?.subscribedFields ?? [...new Set(Object.values(world.traits.fields))],
    profile: known?.profile ?? {},
  }
  world.accounts.set(account.id, account)
  world.state.changed()
  return account
}

/** Changes what is given of an account: what it is granted, its switch, its token's end, its events. */
export function changeAccount(world: Messaging, { accountId, ...change }: AccountChange): Account {
  const account = accountOf(world, accountId)
  Object.assign(account, given(change))
  world.state.changed()
  return account
}

/** Hands somebody a phone. Adding a known id changes that person. */
export function addPerson(world: Messaging, input: NewPerson): Person {
  const id = input.id ?? newId()
  const person: Person = {
    id,
    name: input.name,
    username: input.username ?? null,
    scopedIds: { ...world.people.get(id)?.scopedIds, ...input.scopedIds },
    hasConsent: input.hasConsent ?? true,
  }
  world.people.set(id, person)
  world.state.changed()
  return person
}
