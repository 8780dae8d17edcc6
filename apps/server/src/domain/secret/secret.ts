import type { BackendManifest, BackendSecret, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'
import { backendIdOf } from '../backend/backend.ts'

const actor = actorSql('s')
const LIST = statement(`
  select s.name, s.set_at as "setAt", ${actor.columns}
  from backend_secret s ${actor.joins}
  where s.org_id = $1 and s.backend_id = $2 order by s.name`)
// While nothing is active, what the newest version asks for.
const DECLARED = statement(`
  select v.manifest from backend b
  join backend_version v on v.org_id = b.org_id and v.backend_id = b.id
    and (v.id in (b.active_version_id, b.split_version_id, b.draft_version_id)
      or b.active_version_id is null and v.id = (
        select n.id from backend_version n where n.org_id = b.org_id and n.backend_id = b.id
        order by n.id desc limit 1))
  where b.org_id = $1 and b.id = $2`)

type Row = ActorRow & { name: string; setAt: Date }

/** The secrets that are declared or set, by name, without their values. @throws AppError `not_found` */
export async function listSecrets(tx: OrgTx, backendName: string): Promise<BackendSecret[]> {
  return secretsOf(tx, await backendIdOf(tx, backendName))
}

export async function secretsOf(tx: OrgTx, backendId: Id): Promise<BackendSecret[]> {
  const { rows: versions } = await tx.query<{ manifest: Buffer }>(DECLARED, [tx.orgId, backendId])
  const declared = new Set(versions.flatMap(({ manifest }) => decode<BackendManifest>(manifest).secrets))
  const { rows } = await tx.query<Row>(LIST, [tx.orgId, backendId])
  const set = new Map(rows.map((row) => [row.name, row]))
  return [...new Set([...declared, ...set.keys()])].sort().map((name) => {
    const row = set.get(name)
    return {
      name,
      isDeclared: declared.has(name),
      isSet: row !== undefined,
      setAt: row?.setAt.toISOString() ?? null,
      setBy: row ? toActor(row) : null,
    }
  })
}
