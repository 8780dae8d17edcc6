import type { AiCall, api, ContractQuery } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// No call is waited for as long as two minutes.
const COLUMNS = `
  id, provider, model, purpose, fault, request_id as "requestId",
  case when status = 'open' and created_at < now() - interval '2 minutes' then 'lost'
    else status end as status,
  input_tokens as "inputTokens", cached_tokens as "cachedTokens", output_tokens as "outputTokens",
  reasoning_tokens as "reasoningTokens", audio_seconds as "audioSeconds",
  usage_source as "usageSource", price_version as "priceVersion",
  micro_usd::float8 as "microUsd", first_token_ms as "firstTokenMs", latency_ms as "latencyMs",
  inbox_id as "inboxId", conversation_id as "conversationId", message_id as "messageId",
  created_at as "createdAt"`

type Row = Omit<AiCall, 'createdAt'> & { createdAt: Date }

type Page = ContractQuery<typeof api.listAiCalls>

/** A page of the cost ledger, newest first. */
export async function listCalls(tx: OrgTx, page: Page): Promise<AiCall[]> {
  const { text, values } = queryOf(tx.orgId, page)
  const { rows } = await tx.query<Row>(statement(text), values)
  return rows.map(({ createdAt, ...call }) => ({ ...call, createdAt: createdAt.toISOString() }))
}

/** Ids grow with time, so the last of a page says where the next begins. */
function queryOf(orgId: string, { limit, ...filter }: Page): { text: string; values: unknown[] } {
  const values: unknown[] = [orgId]
  const where = (value: unknown, condition: (place: string) => string) => {
    if (value === undefined) return ''
    values.push(value)
    return `and ${condition(`$${values.length}`)}`
  }
  const conditions = [
    where(filter.conversationId, (place) => `conversation_id = ${place}`),
    where(filter.messageId, (place) => `message_id = ${place}`),
    where(filter.provider, (place) => `provider = ${place}`),
    where(filter.purpose, (place) => `purpose = ${place}`),
    where(filter.status, (place) => `status = ${place}`),
    where(filter.since, (place) => `created_at >= ${place}`),
    where(filter.before, (place) => `id < ${place}`),
  ]
  values.push(limit)
  const text = `select ${COLUMNS} from ai_call where org_id = $1 ${conditions.join(' ')}
    order by id desc limit $${values.length}`
  return { text, values }
}
