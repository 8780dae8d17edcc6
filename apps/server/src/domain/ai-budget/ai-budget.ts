import { type AiBudget, AiBudgetScope, type AiCaps } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { sumSpent } from '../ai-call/sum.ts'

const READ = statement(`
  select scope, steps_max as steps, seconds_max as seconds, tokens_max as tokens, micro_usd_max as "microUsd"
  from ai_budget where org_id = $1`)

export type Caps = AiBudget['caps']
export type Budget = Omit<AiBudget, 'spent'>
type Row = { scope: AiBudgetScope; steps: number | null; seconds: number | null } & {
  [name in 'tokens' | 'microUsd']: string | null
}

/** What holds where an org has set nothing: enough for work, and an end for what runs in circles. */
const DEFAULTS: Record<AiBudgetScope, Caps> = {
  reply: { steps: 8, seconds: 30, tokens: 60_000, microUsd: 250_000 },
  conversation: { steps: 200, seconds: 900, tokens: 1_000_000, microUsd: 3_000_000 },
  day: { steps: 20_000, seconds: 200_000, tokens: 50_000_000, microUsd: 50_000_000 },
  org: { steps: 300_000, seconds: 3_000_000, tokens: 500_000_000, microUsd: 500_000_000 },
}
const UNSET: AiCaps = { steps: null, seconds: null, tokens: null, microUsd: null }

/** Every budget of the org: its own caps, and those that hold. */
export async function readBudgets(tx: OrgTx): Promise<Budget[]> {
  const { rows } = await tx.query<Row>(READ, [tx.orgId])
  return AiBudgetScope.options.map((scope) => {
    const row = rows.find((one) => one.scope === scope)
    const own = row ? toCaps(row) : UNSET
    return { scope, own, caps: capsOf(scope, own) }
  })
}

/** The same with what was spent of the day and of the month. */
export async function listBudgets(tx: OrgTx): Promise<AiBudget[]> {
  const budgets = await readBudgets(tx)
  const spent = await sumSpent(tx, { conversationId: null, messageId: null })
  return budgets.map((budget) => ({
    ...budget,
    spent: budget.scope === 'day' || budget.scope === 'org' ? spent[budget.scope] : null,
  }))
}

function toCaps({ steps, seconds, tokens, microUsd }: Row): AiCaps {
  const whole = (value: string | null) => (value === null ? null : Number(value))
  return { steps, seconds, tokens: whole(tokens), microUsd: whole(microUsd) }
}

function capsOf(scope: AiBudgetScope, own: AiCaps): Caps {
  const usual = DEFAULTS[scope]
  return {
    steps: own.steps ?? usual.steps,
    seconds: own.seconds ?? usual.seconds,
    tokens: own.tokens ?? usual.tokens,
    microUsd: own.microUsd ?? usual.microUsd,
  }
}
