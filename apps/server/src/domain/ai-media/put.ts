import type { AiMedia, AiMediaSettings, MediaWay } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { listProviders } from '../ai-provider/ai-provider.ts'
import { refuse } from '../issue/refuse.ts'
import { readAiMedia } from './ai-media.ts'

const PUT = statement(`
  insert into ai_media (org_id, kind, mode, provider, model, member_id, api_key_id)
  values ($1, 'voice', $2, $3, $4, $8, $9), ($1, 'pictures', $5, $6, $7, $8, $9)
  on conflict (org_id, kind) do update set mode = excluded.mode, provider = excluded.provider,
    model = excluded.model, member_id = excluded.member_id, api_key_id = excluded.api_key_id,
    changed_at = now()`)

type Put = AiMediaSettings & { actor: ActorIds }

/**
 * Sets who puts files of contacts into words. It holds for files that come from then on.
 *
 * @throws AppError `invalid_request` when nobody is named who could do it
 */
export async function putAiMedia(tx: OrgTx, { voice, pictures, actor }: Put): Promise<AiMedia> {
  const names = (await listProviders(tx)).map(({ name }) => name)
  refuseHalf('voice', voice, names)
  refuseHalf('pictures', pictures, names)
  const ways = [voice, pictures].flatMap(({ mode, provider, model }) => [mode, provider, model])
  await tx.query(PUT, [tx.orgId, ...ways, actor.memberId, actor.apiKeyId])
  return readAiMedia(tx)
}

function refuseHalf(field: string, { mode, provider, model }: MediaWay, names: readonly string[]): void {
  if (mode === 'off') return
  if (provider === null || !names.includes(provider)) {
    refuse(
      [field, 'provider'],
      'Choose one of the providers of the org.',
      'Elige un proveedor de los que hay.',
    )
  }
  if (model === null) refuse([field, 'model'], 'Say which model does it.', 'Di qué modelo lo hace.')
}
