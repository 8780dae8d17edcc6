import { timingSafeEqual } from 'node:crypto'
import { AppError, type Id, type Scope } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { Member } from '../member/member.ts'
import { readKey } from './format.ts'

/** A program that calls with a key. What it may do follows from the scopes alone. */
export type KeyCaller = {
  orgId: Id
  org: { name: string; timeZone: string }
  apiKey: { id: Id; name: string; scopes: Scope[]; expiresAt: string | null }
  /** Who made the key. */
  maker: Member
}

const FIND = statement(`
  select k.id, k.name, k.hash, k.scopes, k.expires_at as "expiresAt", k.revoked_at is not null as "isRevoked",
         k.expires_at <= now() as "isExpired",
         k.last_used_at is null or k.last_used_at < now() - interval '1 minute' as "isStale",
         o.name as "orgName", o.time_zone as "timeZone",
         m.id as "memberId", m.name as "memberName", m.email, m.role
  from api_key k
  join org o on o.id = k.org_id
  join member m on m.org_id = k.org_id and m.id = k.member_id
  where k.org_id = $1 and k.prefix = $2`)
const TOUCH = statement(`
  update api_key set last_used_at = now()
  where org_id = $1 and id = $2 and (last_used_at is null or last_used_at < now() - interval '1 minute')`)

type Row = {
  id: Id
  name: string
  hash: Buffer
  scopes: Scope[]
  expiresAt: Date | null
  isRevoked: boolean
  isExpired: boolean | null
  isStale: boolean
  orgName: string
  timeZone: string
  memberId: Id
  memberName: string
  email: string
  role: Member['role']
}

/**
 * Who calls with this key. Asked anew for each request, so a key that is revoked ends at once.
 *
 * @throws AppError `not_authenticated` with what to do: unknown, revoked or expired.
 */
export async function authenticateKey(db: Database, keys: Keys, key: string): Promise<KeyCaller> {
  const parts = readKey(key)
  if (!parts) throw unknown()
  const [found] = await db.flight(parts.orgId, [{ statement: FIND, values: [parts.orgId, parts.prefix] }])
  const hash = keys.hashApiKey(key)
  const row = (found?.rows as Row[] | undefined)?.find((one) => timingSafeEqual(one.hash, hash))
  if (!row) throw unknown()
  if (row.isRevoked) throw new AppError('not_authenticated', 'This API key was revoked. Create another.')
  if (row.isExpired) throw new AppError('not_authenticated', 'This API key has expired. Create another.')
  if (row.isStale) await db.flight(parts.orgId, [{ statement: TOUCH, values: [parts.orgId, row.id] }])
  return toCaller(parts.orgId, row)
}

function unknown(): AppError {
  return new AppError('not_authenticated', 'This API key is not known. Check that it was copied whole.')
}

function toCaller(orgId: Id, row: Row): KeyCaller {
  const { id, name, scopes, expiresAt, memberId, memberName, email, role } = row
  return {
    orgId,
    org: { name: row.orgName, timeZone: row.timeZone },
    apiKey: { id, name, scopes, expiresAt: expiresAt?.toISOString() ?? null },
    maker: { id: memberId, name: memberName, email, role },
  }
}
