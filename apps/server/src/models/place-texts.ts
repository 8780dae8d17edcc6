import { type Model, type PackedVector, packVector } from '@hilo/ai'
import type { ModelFault } from '@hilo/protocol'

export type Placed =
  /** Null for a text that the provider refuses whatever is done. */
  { type: 'done'; vectors: (PackedVector | null)[] } | { type: 'failed'; fault: ModelFault; reason: string }

/** What may be because of one of the texts. */
const OF_A_TEXT: ReadonlySet<ModelFault> = new Set(['too_long', 'bad_request', 'blocked'])
/** Nobody refuses this; who does refuses everything. */
const PLAIN = 'ready'

/** Places texts. One that is refused does not keep the others from their places. */
export async function placeTexts(
  model: Model,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Placed> {
  const all = await place(model, texts, signal)
  if (all.type === 'done' || !OF_A_TEXT.has(all.fault)) return all
  const plain = await place(model, [PLAIN], signal)
  if (plain.type === 'failed') return plain
  const vectors: (PackedVector | null)[] = []
  for (const text of texts) {
    const one = await place(model, [text], signal)
    if (one.type === 'failed' && !OF_A_TEXT.has(one.fault)) return one
    vectors.push(one.type === 'done' ? (one.vectors[0] ?? null) : null)
  }
  return { type: 'done', vectors }
}

async function place(model: Model, texts: readonly string[], signal: AbortSignal): Promise<Placed> {
  if (texts.length === 0) return { type: 'done', vectors: [] }
  if (!model.place)
    return { type: 'failed', fault: 'not_configured', reason: 'Nobody places texts any more.' }
  const end = await model.place({ texts }, signal)
  if (end.type === 'failed') return end
  const vectors = end.vectors.map(packVector)
  const dimensions = new Set(vectors.map((vector) => vector?.exact.length))
  if (dimensions.size === 1 && !dimensions.has(undefined)) return { type: 'done', vectors }
  return { type: 'failed', fault: 'garbled', reason: 'What the provider sent is no vectors of one space.' }
}
