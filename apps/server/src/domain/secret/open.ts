import type { Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { Version } from '../backend/version.ts'

const GET = statement(`
  select name, sealed from backend_secret where org_id = $1 and backend_id = $2 order by name`)

type Row = { name: string; sealed: Buffer }
type Values = Readonly<Record<string, string>>
export type Secrets = (orgId: Id, version: Version) => Promise<Values>

/** For how long opened secrets are believed: a turn that begins later sees the new value. */
const TTL_MS = 2_000
const NONE: Values = {}

/** Opens the secrets that a version declares, and no other; remembers those of a backend for two seconds. */
export function createSecrets(db: Database, keys: Keys): Secrets {
  const known = new Map<Id, { at: number; values: Promise<Values> }>()

  function secretsOf(orgId: Id, backendId: Id): Promise<Values> {
    const hit = known.get(backendId)
    if (hit && Date.now() - hit.at < TTL_MS) return hit.values
    if (known.size > 1_000) known.clear()
    const values = db
      .flight(orgId, [{ statement: GET, values: [orgId, backendId] }])
      .then(([result]) => open(keys, { orgId, ownerId: backendId }, (result?.rows ?? []) as Row[]))
    known.set(backendId, { at: Date.now(), values })
    values.catch(() => known.delete(backendId))
    return values
  }

  return async (orgId, { backendId, manifest }) => {
    if (manifest.secrets.length === 0) return NONE
    const values = await secretsOf(orgId, backendId)
    const declared = manifest.secrets.flatMap((name) => {
      const value = values[name]
      return value === undefined ? [] : [[name, value] as const]
    })
    return Object.fromEntries(declared)
  }
}

function open(keys: Keys, place: { orgId: Id; ownerId: Id }, rows: readonly Row[]): Values {
  return Object.fromEntries(
    rows.map(({ name, sealed }) => [name, keys.unsealSecret({ ...place, name }, sealed)]),
  )
}
