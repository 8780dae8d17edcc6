import type { Id } from '@hilo/protocol'
import { decodeRaw } from '../../db/codec.ts'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

export type StoredRaw = { id: Id; appId: string; body: Buffer }

const READ = statement('select id, app_id as "appId", body from webhook_event where id = any ($1::uuid[])')

/**
 * Raw events by id, in no order. They may hold what is for other orgs: show only what `ownPartOf` leaves of
 * them, and only to an org that has a receipt of it, or the account that it was quarantined for.
 */
export async function readRaw(ingress: Queryable, ids: readonly Id[]): Promise<StoredRaw[]> {
  const { rows } = await ingress.query<StoredRaw>(READ, [ids])
  return rows.map((row) => ({ ...row, body: decodeRaw(row.body) }))
}
