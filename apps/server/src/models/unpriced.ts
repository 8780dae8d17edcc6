import { costOf, type Usage } from '@hilo/ai'
import type { AiMedia, AiUnpriced } from '@hilo/protocol'
import type { Target } from './target.ts'

const LITTLE: Usage = {
  ...{ inputTokens: 1, cachedTokens: 0, outputTokens: 1, reasoningTokens: 0, source: 'estimated' },
}
const SOUND: Usage = { ...LITTLE, audioSeconds: 1 }

/** The models that would be asked now, and whose price nobody knows: no cap on money can hold them. */
export function unpricedOf(targets: readonly Target[], { voice, pictures }: AiMedia): AiUnpriced[] {
  const used = targets.flatMap((target) => [
    { target, model: target.model, usage: LITTLE },
    ...(target.isPlacing && target.embeddingModel
      ? [{ target, model: target.embeddingModel, usage: LITTLE }]
      : []),
  ])
  const chosen = [
    { ...voice, usage: SOUND },
    { ...pictures, usage: LITTLE },
  ].flatMap(({ mode, provider, model, usage }) => {
    const target = targets.find(({ name }) => name === provider)
    return mode === 'off' || !target || model === null ? [] : [{ target, model, usage }]
  })
  const unpriced = [...used, ...chosen].filter(
    ({ target: { list, own }, model, usage }) => costOf(usage, { list, own, model }).microUsd === null,
  )
  const named = unpriced.map(({ target, model }) => ({ provider: target.name, model }))
  return named.filter(
    (one, at) =>
      named.findIndex((first) => first.provider === one.provider && first.model === one.model) === at,
  )
}
