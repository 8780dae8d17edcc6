import { costOf } from '@hilo/ai'
import type { Id, MeaningEstimate } from '@hilo/protocol'
import type { Database } from '../db/database.ts'
import { placesNothing, providerIsOff } from '../domain/vector/choose.ts'
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
  if (!target) throw providerIsOff()
  const { name, embeddingModel: model, baseUrl, list, own } = target
  if (model === null) throw placesNothing()
  const weight = await weighKnowledge(db, orgId)
  const usage = { cachedTokens: 0, outputTokens: 0, reasoningTokens: 0, source: 'estimated' } as const
  const { microUsd } = costOf({ ...usage, inputTokens: weight.tokens }, { list, own, model })
  return { provider: name, model, host: new URL(baseUrl).host, ...weight, microUsd }
}
