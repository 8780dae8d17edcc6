import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'

// Those of another org are not there to be found.
const DISMISS = statement(`
  insert into answer_review (org_id, answer_id, kind, decision, member_id, api_key_id)
  select org_id, id, 'gap', 'dismissed', $3, $4 from ai_answer where org_id = $1 and id = any ($2)
  on conflict (org_id, answer_id, kind) do nothing`)

/** Nothing has to be written about these; the same asked again is not meant. Returns how many were new. */
export async function dismissGap(
  tx: OrgTx,
  { answerIds, actor }: { answerIds: readonly Id[]; actor: ActorIds },
): Promise<number> {
  const values = [tx.orgId, answerIds, actor.memberId, actor.apiKeyId]
  return (await tx.query(DISMISS, values)).rowCount ?? 0
}
