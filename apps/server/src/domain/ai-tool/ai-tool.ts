import type { AiTool, AiToolSettings, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'

const actor = actorSql('t')
const LIST = statement(`
  select t.id, t.name, t.settings, t.revision, t.changed_at as "changedAt", ${actor.columns}
  from ai_tool t ${actor.joins}
  where t.org_id = $1 order by t.name`)

type Row = ActorRow & { id: Id; name: string; settings: Buffer; revision: number; changedAt: Date }

/** What is stored of a tool in the clear: of its secrets the names alone. */
export type StoredSettings = Omit<AiToolSettings, 'secretHeaders'> & { secretHeaders: { name: string }[] }

/** What the secrets of a tool are sealed under, beside its org and itself. */
export const SECRETS_NAME = 'tool headers'

/** Those of the org by name, without their secrets. */
export async function listTools(tx: OrgTx): Promise<AiTool[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId])
  return rows.map((row) => ({
    ...decode<StoredSettings>(row.settings),
    ...{ id: row.id, name: row.name, revision: row.revision },
    changedAt: row.changedAt.toISOString(),
    changedBy: toActor(row),
  }))
}
