import { costOf } from '@hilo/ai'
import { AppError, type Id, type MeaningEstimate } from '@hilo/protocol'
import type { Database } from '../db/database.ts'
import { weighKnowledge } from '../domain/vector/weigh.ts'
import type { Target } from './target.ts'

/**
 * What would go where, and for about how much, if this provider were to place what an org knows. Nothing is
 * sent. `target`: null where the provider is off.
 *
 * @throws AppError `conflict` when it is off, or has no model for it
 */
export async function estimatePlacing(
  db: Database,
  orgId: Id,
  target: Target | null,
): Promise<MeaningEstimate> {
  if (!target) throw new AppError('conflict', 'The provider is off: turn it on first.')
  const { name, embeddingModel: model, baseUrl, list, own } = target
  if (model === null)
    throw new AppError('conflict', 'The provider has no model for embeddings: set one on it first.')
  const weight = await weighKnowledge(db, orgId)
  const usage = { cachedTokens: 0, outputTokens: 0, reasoningTokens: 0, source: 'estimated' } as const
  const { microUsd } = costOf({ ...usage, inputTokens: weight.tokens }, { list, own, model })
  return { provider: name, model, host: new URL(baseUrl).host, ...weight, microUsd }
}
