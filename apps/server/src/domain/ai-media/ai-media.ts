import type { AiMedia, MediaWordsMode } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'

const actor = actorSql('s')
const READ = statement(`
  select s.voice, s.voice_provider as "voiceProvider", s.voice_model as "voiceModel", s.pictures,
    s.pictures_provider as "picturesProvider", s.pictures_model as "picturesModel",
    s.changed_at as "changedAt", ${actor.columns}
  from ai_media s ${actor.joins} where s.org_id = $1`)

type Row = ActorRow & {
  voice: MediaWordsMode
  voiceProvider: string | null
  voiceModel: string | null
  pictures: MediaWordsMode
  picturesProvider: string | null
  picturesModel: string | null
  changedAt: Date
}

const OFF = { mode: 'off', provider: null, model: null } as const

/** Who puts files of contacts into words. Nobody does where nothing was said. */
export async function readAiMedia(tx: OrgTx): Promise<AiMedia> {
  const { rows } = await tx.query<Row>(READ, [tx.orgId])
  const [row] = rows
  if (!row) return { voice: OFF, pictures: OFF, changedAt: null, changedBy: null }
  const { voice, voiceProvider, voiceModel, pictures, picturesProvider, picturesModel } = row
  const { memberName, apiKeyName, changedAt } = row
  return {
    voice: { mode: voice, provider: voiceProvider, model: voiceModel },
    pictures: { mode: pictures, provider: picturesProvider, model: picturesModel },
    changedAt: changedAt.toISOString(),
    changedBy: toActor({ memberName, apiKeyName }),
  }
}
