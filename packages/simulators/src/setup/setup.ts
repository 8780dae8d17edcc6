/**
 * What Meta knows of apps, tokens and codes: everything that connecting an account asks for, over the three
 * platforms. It is not kept on the disk: an app that a platform knows by its webhook is found there again.
 */
import { AppError } from '@hilo/protocol'
import type { Clock } from '../clock.ts'
import type { Account, Messaging } from '../messaging/world.ts'
import type { BusinessNumber, WhatsApp } from '../whatsapp/world.ts'

export type Subscription = { object: string; callbackUrl: string; fields: string[] }

export type MetaApp = { id: string; secret: string; name: string }

/** What is said of a token beside whose it is; what is null has the usual value of its platform. */
type TokenFacts = { scopes: string[] | null; userId: string | null; issuedAt: number }

/** A code that a person brought back from the platform's own pages. */
type Code = { account: string; appId: string; expiresAt: number; isUsed: boolean }

export type Worlds = { whatsapp: WhatsApp; messenger: Messaging; instagram: Messaging }

export type Setup = {
  worlds: Worlds
  clock: Clock
  apps: Map<string, MetaApp>
  /** By app, then by object. */
  subscriptions: Map<string, Map<string, Subscription>>
  tokens: Map<string, TokenFacts>
  codes: Map<string, Code>
}

export type Channel = keyof Worlds

/** An account of any platform that a token opens. */
export type Owned =
  | { channel: 'whatsapp'; account: BusinessNumber }
  | { channel: 'messenger' | 'instagram'; account: Account }

export function createSetup(worlds: Worlds): Setup {
  const { clock } = worlds.whatsapp
  const maps = { apps: new Map(), subscriptions: new Map(), tokens: new Map(), codes: new Map() }
  return { worlds, clock, ...maps }
}

/** An app that was added here, or that a platform sends webhooks to. */
export function appOf({ apps, worlds }: Setup, id: string): MetaApp | null {
  const added = apps.get(id)
  if (added) return added
  const known = Object.values(worlds)
    .find((world) => world.apps.has(id))
    ?.apps.get(id)
  return known ? { id, secret: known.appSecret, name: id } : null
}

/** Everything that a token opens; several numbers may share one. */
export function openedBy({ worlds }: Setup, token: string): Owned[] {
  return all(worlds).filter(({ account }) => account.accessToken === token)
}

/** The number, page or Instagram account with this id. @throws AppError `not_found` */
export function ownedBy({ worlds }: Setup, id: string): Owned {
  const found = all(worlds).find((owned) => idOf(owned) === id)
  if (!found) throw new AppError('not_found', `There is no number, page or account "${id}".`)
  return found
}

export function idOf(owned: Owned): string {
  return owned.channel === 'whatsapp' ? owned.account.phoneNumberId : owned.account.id
}

/** When the token of an account ends, by the simulators' clock; null: never. */
export function expiryOf(owned: Owned): number | null {
  return owned.account.tokenExpiresAt ?? null
}

function all({ whatsapp, messenger, instagram }: Worlds): Owned[] {
  return [
    ...Array.from(whatsapp.numbers.values(), (account) => ({ channel: 'whatsapp' as const, account })),
    ...Array.from(messenger.accounts.values(), (account) => ({ channel: 'messenger' as const, account })),
    ...Array.from(instagram.accounts.values(), (account) => ({ channel: 'instagram' as const, account })),
  ]
}
