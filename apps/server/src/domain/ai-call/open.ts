import type { AiBudgetScope, AiPurpose, AiSpent, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type Budget, type Caps, readBudgets } from '../ai-budget/ai-budget.ts'
import { sumSpent } from './sum.ts'

// Taking the row's lock lets the calls of an org look at what was spent one after the other.
const TODAY = statement(`
  insert into ai_day (org_id, began_at)
  select $1, date_trunc('day', now() at time zone o.time_zone) at time zone o.time_zone
  from org o where o.id = $1
  on conflict (org_id, began_at) do update set steps = ai_day.steps
  returning began_at as "dayAt"`)
// A contact may have been erased meanwhile: what is spent all the same is nobody's. The lock waits for who is
// being erased just now.
const ADD = statement(`
  with counted as (
    update ai_day set steps = steps + 1, tokens = tokens + $6::int + $7::int,
      micro_usd = micro_usd + coalesce($8::bigint, 0), unknown = unknown + ($8::bigint is null)::int
    where org_id = $1 and began_at = $12
  )
  insert into ai_call (org_id, id, provider, model, purpose, input_tokens, output_tokens, micro_usd, inbox_id,
    conversation_id, message_id, day_at, audio_seconds)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9,
    (select id from conversation where org_id = $1 and id = $10 for key share), $11, $12, $13)`)

/** What a call belongs to; null where it belongs to none. */
export type CallPlace = {
  purpose: AiPurpose
  inboxId: Id | null
  conversationId: Id | null
  /** The id that the message of this reply has, or would have. */
  messageId: Id | null
}

/** A call that is about to be made, with the most that it may come to. */
export type NewCall = CallPlace & {
  id: Id
  provider: string
  model: string
  inputTokens: number
  outputTokens: number
  microUsd: number | null
  /** Of a recording. */
  audioSeconds?: number
}

/** Which budget a call would pass, and by what. */
export type OverBudget = {
  scope: AiBudgetScope
  of: keyof Caps
  cap: number
  spent: number
  /** Nobody knows what it costs, so no cap on money can hold it. */
  isUnpriced: boolean
}

/**
 * Writes a call down before it is made, if every budget has room for the most that it may come to. Calls of
 * one org are looked at one after the other, so that many at once do not pass a cap together.
 *
 * @returns the first budget without room; null when the call may be made.
 */
export async function openCall(tx: OrgTx, call: NewCall): Promise<OverBudget | null> {
  const { rows } = await tx.query<{ dayAt: Date }>(TODAY, [tx.orgId])
  const budgets = await readBudgets(tx)
  const spent = await sumSpent(tx, call)
  for (const budget of budgets) {
    const over = overBudget(budget, spent[budget.scope], call)
    if (over) return { ...over, scope: budget.scope }
  }
  const { inputTokens, outputTokens, microUsd, inboxId, conversationId, messageId, audioSeconds } = call
  const values = [
    tx.orgId,
    call.id,
    call.provider,
    call.model,
    call.purpose,
    inputTokens,
    outputTokens,
    microUsd,
  ]
  await tx.query(ADD, [...values, inboxId, conversationId, messageId, rows[0]?.dayAt, audioSeconds ?? null])
  return null
}

function overBudget({ own, caps }: Budget, spent: AiSpent, call: NewCall): Omit<OverBudget, 'scope'> | null {
  const after = {
    steps: spent.steps + 1,
    seconds: spent.seconds,
    tokens: spent.tokens + call.inputTokens + call.outputTokens,
    microUsd: spent.microUsd + (call.microUsd ?? 0),
  }
  for (const of of Object.keys(after) as (keyof Caps)[]) {
    const isOver = of === 'seconds' ? spent.seconds >= caps.seconds : after[of] > caps[of]
    // Who set a cap on money counts on it: what nobody can price would pass it unseen.
    const isUnpriced = !isOver && of === 'microUsd' && call.microUsd === null && own.microUsd !== null
    if (isOver || isUnpriced) return { of, cap: caps[of], spent: spent[of], isUnpriced }
  }
  return null
}
