import type { AiBudgetScope, AiSpent, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const FIGURES = `
  count(*)::float8 as steps, coalesce(sum(latency_ms), 0)::float8 / 1000 as seconds,
  coalesce(sum(input_tokens::bigint + output_tokens), 0)::float8 as tokens,
  coalesce(sum(micro_usd), 0)::float8 as "microUsd",
  count(*) filter (where micro_usd is null)::float8 as unknown
  from ai_call`
const DAYS = `
  coalesce(sum(steps), 0)::float8 as steps, coalesce(sum(latency_ms), 0)::float8 / 1000 as seconds,
  coalesce(sum(tokens), 0)::float8 as tokens, coalesce(sum(micro_usd), 0)::float8 as "microUsd",
  coalesce(sum(unknown), 0)::float8 as unknown
  from ai_day`
const SINCE = (unit: 'day' | 'month') => `
  select '${unit}' as scope, ${DAYS}
  where org_id = $1 and began_at >= (
    select date_trunc('${unit}', now() at time zone o.time_zone) at time zone o.time_zone
    from org o where o.id = $1)`
const SUM = statement(`
  select 'reply' as scope, ${FIGURES} where org_id = $1 and message_id = $2
  union all
  select 'conversation' as scope, ${FIGURES} where org_id = $1 and conversation_id = $3
  union all ${SINCE('day')}
  union all ${SINCE('month')}`)

const REPLIES = statement(`select ${FIGURES} where org_id = $1 and message_id = any ($2::uuid[])`)

type Row = AiSpent & { scope: 'reply' | 'conversation' | 'day' | 'month' }

/**
 * What was spent on one reply, in one conversation, today and this month. What is under way counts with the
 * most that it may come to.
 */
export async function sumSpent(
  tx: OrgTx,
  { conversationId, messageId }: { conversationId: Id | null; messageId: Id | null },
): Promise<Record<AiBudgetScope, AiSpent>> {
  const { rows } = await tx.query<Row>(SUM, [tx.orgId, messageId, conversationId])
  const of = (name: Row['scope']): AiSpent => {
    const { scope: _, ...spent } = rows.find(({ scope }) => scope === name) as Row
    return spent
  }
  return { reply: of('reply'), conversation: of('conversation'), day: of('day'), org: of('month') }
}

/** What several replies came to together, by the ids of their messages. */
export async function sumReplies(tx: OrgTx, messageIds: readonly Id[]): Promise<AiSpent> {
  const { rows } = await tx.query<AiSpent>(REPLIES, [tx.orgId, messageIds])
  return rows[0] as AiSpent
}
