import type { Id, ModelFault } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const SETTLE = statement(`
  with before as (
    select id, day_at, input_tokens, output_tokens, micro_usd from ai_call
    where org_id = $1 and id = $2 and status = 'open' for update
  ), ended as (
    update ai_call c set status = case when $3::text is null then 'done' else 'failed' end, fault = $3,
      model = $4, request_id = $5, input_tokens = $6, cached_tokens = $7, output_tokens = $8,
      reasoning_tokens = $9, usage_source = $10, price_version = $11, micro_usd = $12, first_token_ms = $13,
      latency_ms = $14, audio_seconds = coalesce($15, c.audio_seconds)
    from before b where c.org_id = $1 and c.id = b.id
  )
  update ai_day d set latency_ms = d.latency_ms + $14::int,
    tokens = d.tokens + $6::int + $8::int - b.input_tokens - b.output_tokens,
    micro_usd = d.micro_usd + coalesce($12::bigint, 0) - coalesce(b.micro_usd, 0),
    unknown = d.unknown + ($12::bigint is null)::int - (b.micro_usd is null)::int
  from before b where d.org_id = $1 and d.began_at = b.day_at`)

/** How a call ended, and what it came to. */
export type CallEnd = {
  id: Id
  fault: ModelFault | null
  /** As the provider names it in its answer. */
  model: string
  requestId: string | null
  usage: {
    inputTokens: number
    cachedTokens: number
    outputTokens: number
    reasoningTokens: number
    audioSeconds?: number
    source: 'reported' | 'estimated' | 'none'
  }
  priceVersion: string | null
  /** Null: unknown. */
  microUsd: number | null
  firstTokenMs: number | null
  latencyMs: number
}

/** Writes down how a call ended, once: a second end changes nothing. */
export async function settleCall(db: Database, orgId: Id, end: CallEnd): Promise<void> {
  const { usage, fault, model, requestId, priceVersion, microUsd, firstTokenMs, latencyMs } = end
  const { inputTokens, cachedTokens, outputTokens, reasoningTokens, audioSeconds, source } = usage
  const tokens = [inputTokens, cachedTokens, outputTokens, reasoningTokens]
  const values = [orgId, end.id, fault, model, requestId, ...tokens, source, priceVersion, microUsd]
  await db.flight(orgId, [
    { statement: SETTLE, values: [...values, firstTokenMs, latencyMs, audioSeconds ?? null] },
  ])
}
