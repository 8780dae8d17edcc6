import { estimateInput, NO_USAGE, type Placed, type Usage } from '@hilo/ai'
import { isCount } from './count.ts'
import { type Failure, failed, failureOf } from './fault.ts'
import type { Job } from './job.ts'
import { openMeter } from './meter.ts'
import type { EmbeddingModel } from './sdk.ts'
import type { Target } from './target.ts'
import { openWire, type Wire } from './wire.ts'

/** How many texts go with one call; more are several calls. */
const BATCH = 128
const WAIT_MS = 30_000

/**
 * Places texts by the one provider that does: another provider's places would not be comparable, so there is
 * no other to fall back on. Either all texts are placed, or none.
 */
export async function place(
  job: Job,
  target: Target & { embeddingModel: string },
  { texts, signal }: { texts: readonly string[]; signal: AbortSignal },
): Promise<Placed> {
  const vectors: Float32Array[] = []
  let usage: Usage = NO_USAGE
  for (let from = 0; from < texts.length; from += BATCH) {
    const batch = texts.slice(from, from + BATCH).map(job.redact)
    const end = await call(job, target, { batch, signal })
    if (end.outcome.type === 'failed') {
      const { fault, reason } = end.outcome
      return { type: 'failed', fault, reason }
    }
    vectors.push(...end.outcome.vectors)
    usage = sumOf(usage, end.usage)
  }
  return { type: 'done', vectors, usage }
}

type End = { outcome: { type: 'done'; vectors: Float32Array[] } | Failure; usage: Usage }

async function call(
  job: Job,
  target: Target & { embeddingModel: string },
  { batch, signal }: { batch: string[]; signal: AbortSignal },
): Promise<End> {
  const { embeddingModel: model } = target
  const { embeddingModel: modelOf } = await import('./sdk.ts')
  const reserve = { model, inputTokens: estimateInput({ input: batch }), outputTokens: 0 }
  const meter = await openMeter(job, target, reserve)
  if ('fault' in meter) return { outcome: meter, usage: NO_USAGE }
  const { wire, fetch } = openWire(job.egress, target.baseUrl)
  const end = await ask(modelOf(target, model, fetch), { batch, signal, wire })
  const requestId = wire.headers['x-request-id'] ?? null
  await meter.settle({ ...end, model: null, requestId, firstTokenAt: null })
  return end
}

type Asked = { batch: string[]; signal: AbortSignal; wire: Wire }

async function ask(model: EmbeddingModel, { batch, signal, wire }: Asked): Promise<End> {
  const time = AbortSignal.timeout(WAIT_MS)
  try {
    const abortSignal = AbortSignal.any([signal, time])
    const { embeddings, usage } = await model.doEmbed({ values: batch, abortSignal })
    if (embeddings.length !== batch.length) throw new Error('The provider placed another number of texts.')
    const vectors = embeddings.map((place) => Float32Array.from(place))
    return { outcome: { type: 'done', vectors }, usage: usageOf(wire, usage?.tokens) }
  } catch (error) {
    const ended = signal.aborted
      ? failed('aborted', 'The caller gave up.')
      : failed('timeout', 'No answer in time.')
    const isOver = signal.aborted || time.aborted
    const failure = isOver ? { ...ended, wasSent: wire.sent !== null } : failureOf(error, wire)
    return { outcome: failure, usage: failure.wasSent ? usageOf(wire, undefined) : NO_USAGE }
  }
}

function usageOf({ sent }: Wire, reported: number | undefined): Usage {
  if (isCount(reported)) return { ...NO_USAGE, inputTokens: reported, source: 'reported' }
  return { ...NO_USAGE, inputTokens: estimateInput(sent), source: 'estimated' }
}

function sumOf(one: Usage, other: Usage): Usage {
  return { ...other, inputTokens: one.inputTokens + other.inputTokens }
}
