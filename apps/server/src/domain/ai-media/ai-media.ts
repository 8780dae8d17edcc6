import type { AiMedia, MediaWay } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'

const actor = actorSql('s')
const READ = statement(`
  select s.kind, s.mode, s.provider, s.model, s.changed_at as "changedAt", ${actor.columns}
  from ai_media s ${actor.joins} where s.org_id = $1`)

type Row = ActorRow & MediaWay & { kind: 'voice' | 'pictures'; changedAt: Date }

const OFF: MediaWay = { mode: 'off', provider: null, model: null }

/** Who puts files of contacts into words. Nobody does where nothing was said. */
export async function readAiMedia(tx: OrgTx): Promise<AiMedia> {
  const { rows } = await tx.query<Row>(READ, [tx.orgId])
  const wayOf = (kind: Row['kind']) => {
    const row = rows.find((one) => one.kind === kind)
    return row ? { mode: row.mode, provider: row.provider, model: row.model } : OFF
  }
  const [set] = rows
  return {
    ...{ voice: wayOf('voice'), pictures: wayOf('pictures') },
    changedAt: set?.changedAt.toISOString() ?? null,
    changedBy: set ? toActor(set) : null,
  }
}
