import type { AiBudget, AiBudgetScope, AiCaps } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { listBudgets } from './ai-budget.ts'

const PUT = statement(`
  insert into ai_budget (org_id, scope, steps_max, seconds_max, tokens_max, micro_usd_max, member_id,
    api_key_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (org_id, scope) do update set steps_max = excluded.steps_max,
    seconds_max = excluded.seconds_max, tokens_max = excluded.tokens_max,
    micro_usd_max = excluded.micro_usd_max, member_id = excluded.member_id,
    api_key_id = excluded.api_key_id, changed_at = now()`)

type Put = { scope: AiBudgetScope; caps: AiCaps; actor: ActorIds }

/** Sets all caps of one budget. It holds for the next call. */
export async function putBudget(tx: OrgTx, { scope, caps, actor }: Put): Promise<AiBudget[]> {
  const { steps, seconds, tokens, microUsd } = caps
  const by = [actor.memberId, actor.apiKeyId]
  await tx.query(PUT, [tx.orgId, scope, steps, seconds, tokens, microUsd, ...by])
  return listBudgets(tx)
}
