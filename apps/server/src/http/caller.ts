import { AppError, isId } from '@hilo/protocol'
import type { Database } from '../db/database.ts'
import type { Keys } from '../db/keys.ts'
import { authenticateKey, type KeyCaller } from '../domain/api-key/authenticate.ts'
import { type Membership, membershipOf, type OrgOfLogin, orgsOf } from '../domain/member/member.ts'
import type { Auth, Login } from './auth.ts'

type Caller = Login & { orgs: OrgOfLogin[] }

export type Callers = {
  /** Who calls, by the session cookie; null when nobody is signed in. */
  identify(headers: Record<string, string | undefined>): Promise<Caller | null>
  /** @throws AppError `not_allowed` when the person is no member of the org, or of none. */
  membership(caller: Caller, orgId: string | undefined): Promise<Membership>
  /**
   * The program that calls with an API key; null when the request carries none.
   *
   * @throws AppError `not_authenticated` when it carries one that is not valid: a cookie beside it counts for
   * nothing.
   */
  program(authorization: string | undefined): Promise<KeyCaller | null>
}

const BEARER = /^bearer\b *(.*)$/i

/** A role that was changed or a member who was removed is seen within this time. */
const TTL_MS = 5_000

export function createCallers(db: Database, auth: Auth, keys: Keys): Callers {
  const orgs = new Map<string, { at: number; orgs: Promise<OrgOfLogin[]> }>()
  const members = new Map<string, { at: number; membership: Promise<Membership | null> }>()

  return {
    async identify(headers) {
      if (!headers.cookie) return null
      const login = await auth.login(new Headers({ cookie: headers.cookie }))
      if (!login) return null
      const known =
        fresh(orgs, login.userId) ?? remember(orgs, login.userId, { orgs: orgsOf(db.global, login.userId) })
      return { ...login, orgs: await known.orgs }
    },
    async membership(caller, orgId) {
      const org =
        orgId === undefined ? caller.orgs[0] : caller.orgs.find((one) => isId(orgId) && one.orgId === orgId)
      if (!org) throw new AppError('not_allowed', 'You are not a member of this org.')
      const key = `${caller.userId} ${org.orgId}`
      const known =
        fresh(members, key) ??
        remember(members, key, { membership: membershipOf(db, { userId: caller.userId, org }) })
      const membership = await known.membership
      if (!membership) throw new AppError('not_allowed', 'You are not a member of this org.')
      return membership
    },
    async program(authorization) {
      const [bearer, key = ''] = BEARER.exec(authorization ?? '') ?? []
      return bearer === undefined ? null : authenticateKey(db, keys, key.trim())
    },
  }
}

function fresh<T extends { at: number }>(known: Map<string, T>, key: string): T | undefined {
  const hit = known.get(key)
  return hit && Date.now() - hit.at < TTL_MS ? hit : undefined
}

function remember<T extends object>(
  known: Map<string, T & { at: number }>,
  key: string,
  value: T,
): T & { at: number } {
  if (known.size > 10_000) known.clear()
  const entry = { ...value, at: Date.now() }
  known.set(key, entry)
  for (const promise of Object.values(value)) Promise.resolve(promise).catch(() => known.delete(key))
  return entry
}
