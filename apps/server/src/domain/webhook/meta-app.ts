import type { Queryable } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'

export type MetaApp = { id: string; secrets: string[]; verifyToken: string }

const GET = statement(
  `select id, secret, previous_secret as "previousSecret", instagram_secret as "instagramSecret",
          verify_token as "verifyToken"
   from meta_app where id = $1`,
)
const PUT = statement(`
  insert into meta_app (id, secret, verify_token, is_shared) values ($1, $2, $3, $4)
  on conflict (id) do update set secret = excluded.secret, verify_token = excluded.verify_token,
    is_shared = excluded.is_shared`)

const TTL_MS = 5_000
const APP_ID = /^[A-Za-z0-9_-]{1,64}$/

type Row = {
  id: string
  secret: Buffer
  previousSecret: Buffer | null
  instagramSecret: Buffer | null
  verifyToken: Buffer
}

/**
 * Finds the app a webhook names, with the secrets that may sign for it: the current one and those beside it.
 */
export function createMetaApps(global: Queryable, keys: Keys): (id: string) => Promise<MetaApp | null> {
  const known = new Map<string, { at: number; app: Promise<MetaApp | null> }>()
  return async (id) => {
    if (!APP_ID.test(id)) return null
    const now = Date.now()
    const hit = known.get(id)
    if (hit && now - hit.at < TTL_MS) return hit.app
    if (known.size > 1_000) known.clear()
    const app = global.query<Row>(GET, [id]).then(({ rows }) => (rows[0] ? toApp(rows[0], keys) : null))
    known.set(id, { at: now, app })
    // An app that is connected now is heard at once: nobody's is asked for again.
    app.then(
      (found) => found ?? known.delete(id),
      () => known.delete(id),
    )
    return app
  }
}

function toApp({ id, verifyToken, ...row }: Row, keys: Keys): MetaApp {
  const sealedSecrets = [row.secret, row.previousSecret, row.instagramSecret]
  const secrets = sealedSecrets.flatMap((sealed) => (sealed ? [keys.unseal(sealed)] : []))
  return { id, secrets: secrets.filter((plain) => plain !== ''), verifyToken: keys.unseal(verifyToken) }
}

/**
 * Adds an app of the installation, or replaces its secrets. They are sealed before they are stored. Every org
 * may connect accounts with one that is shared.
 */
export async function putMetaApp(
  global: Queryable,
  keys: Keys,
  app: { id: string; secret: string; verifyToken: string; isShared?: boolean },
): Promise<void> {
  const { id, secret, verifyToken, isShared = false } = app
  if (secret === '' || verifyToken === '') throw new Error('An app needs a secret and a verify token.')
  await global.query(PUT, [id, keys.seal(secret), keys.seal(verifyToken), isShared])
}
