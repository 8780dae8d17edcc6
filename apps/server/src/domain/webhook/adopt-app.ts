import { timingSafeEqual } from 'node:crypto'
import type { Id, MetaApp as ListedApp } from '@hilo/protocol'
import type { Queryable } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'

const LIST = statement(`
  select id, is_shared as "isShared" from meta_app
  where org_id = $1 or (org_id is null and is_shared) order by is_shared, created_at, id`)
const GET = statement(`
  select secret, verify_token as "verifyToken", org_id as "orgId", is_shared as "isShared" from meta_app
  where id = $1`)
const ADD = statement(`
  insert into meta_app (id, secret, verify_token, org_id, instagram_secret) values ($1, $2, $3, $4, $5)
  on conflict (id) do nothing`)
const ROTATE = statement(`
  update meta_app set previous_secret = secret, secret = $2 where id = $1 and org_id = $3`)
const SET_LOGIN_SECRET = statement('update meta_app set instagram_secret = $2 where id = $1 and org_id = $3')

type Row = { secret: Buffer; verifyToken: Buffer; orgId: Id | null; isShared: boolean }

/** The apps that an org may use without knowing their secret: its own, and those of the installation. */
export async function listApps(global: Queryable, orgId: Id): Promise<ListedApp[]> {
  return (await global.query<ListedApp>(LIST, [orgId])).rows
}

/** `taken`: the app is in use here with another secret, and not by this org. */
export type FoundApp =
  | { type: 'ready'; secret: string; verifyToken: string }
  | { type: 'unknown' }
  | { type: 'taken' }

/**
 * The app that an org names, with the secret it gave, or none where the app is its own or shared. Whoever
 * knows the secret of an app may use it: nothing is told of who else does.
 */
export async function findApp(
  { global, keys }: { global: Queryable; keys: Keys },
  orgId: Id,
  { id, secret }: { id: string; secret: string | null },
): Promise<FoundApp> {
  const { rows } = await global.query<Row>(GET, [id])
  const [row] = rows
  if (!row) {
    return secret === null
      ? { type: 'unknown' }
      : { type: 'ready', secret, verifyToken: keys.verifyTokenOf(id) }
  }
  const verifyToken = keys.unseal(row.verifyToken)
  const known = keys.unseal(row.secret)
  const isOwn = row.orgId === orgId || (row.orgId === null && row.isShared)
  if (secret === null) return isOwn ? { type: 'ready', secret: known, verifyToken } : { type: 'unknown' }
  if (isSame(secret, known)) return { type: 'ready', secret, verifyToken }
  return row.orgId === orgId ? { type: 'ready', secret, verifyToken } : { type: 'taken' }
}

/**
 * Keeps an app that was proved to be the org's: adds it, or takes its new secret and goes on to accept the
 * one before. Safe to repeat. An app of somebody else stays as it is.
 */
export async function adoptApp(
  { global, keys }: { global: Queryable; keys: Keys },
  orgId: Id,
  app: { id: string; secret: string; loginSecret: string | null },
): Promise<void> {
  const { id, secret, loginSecret } = app
  const sealed = [keys.seal(secret), keys.seal(keys.verifyTokenOf(id))]
  await global.query(ADD, [id, ...sealed, orgId, loginSecret === null ? null : keys.seal(loginSecret)])
  const { rows } = await global.query<Row>(GET, [id])
  const isKnown = rows[0] !== undefined && isSame(secret, keys.unseal(rows[0].secret))
  if (!isKnown) await global.query(ROTATE, [id, keys.seal(secret), orgId])
  if (loginSecret !== null) await global.query(SET_LOGIN_SECRET, [id, keys.seal(loginSecret), orgId])
}

function isSame(given: string, known: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(known)]
  return a.length === b.length && timingSafeEqual(a, b)
}
