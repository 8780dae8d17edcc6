import { createHash } from 'node:crypto'
import type { Placing, PriceLists } from '@hilo/ai'
import type { OpenProvider } from '../domain/ai-provider/open.ts'

/** The provider that the operator has set, for every org that enables it. */
type Installation = {
  /** Null: OpenAI. */
  baseUrl: string | null
  key: string | null
  model: string
  embeddingModel: string | null
}

/** A provider as it is called. */
export type Target = {
  name: string
  /** Which of its two ways the SDK speaks. */
  speaks: 'responses' | 'chat'
  baseUrl: string
  key: string | null
  model: string
  embeddingModel: string | null
  /** The org has chosen it to place texts. */
  isPlacing: boolean
} & PriceLists

export type Places = { openaiUrl: string; installation: Installation | null }

/** The provider as it is called; null while something is missing to call it. */
export function targetOf(provider: OpenProvider, { openaiUrl, installation }: Places): Target | null {
  const { name, kind, embeddingModel, isPlacing, own } = provider
  const openai = { name, isPlacing, own, speaks: 'responses', baseUrl: openaiUrl, list: 'openai' } as const
  const compatible = { name, isPlacing, own, speaks: 'chat', list: null } as const
  if (kind === 'installation') {
    if (!installation) return null
    const { baseUrl, key, ...set } = installation
    const models = {
      model: provider.model ?? set.model,
      embeddingModel: embeddingModel ?? set.embeddingModel,
    }
    return baseUrl === null ? { ...openai, key, ...models } : { ...compatible, baseUrl, key, ...models }
  }
  const { model, key, baseUrl } = provider
  if (model === null) return null
  if (kind === 'openai') return key === null ? null : { ...openai, key, model, embeddingModel }
  return baseUrl === null ? null : { ...compatible, baseUrl, key, model, embeddingModel }
}

/** Who places texts, and in which space: another one for every model and address. */
export function placingOf(target: Target & { embeddingModel: string }): Placing {
  const { name, speaks, baseUrl, embeddingModel: model } = target
  const space = createHash('sha256')
    .update(JSON.stringify([speaks, baseUrl, model]))
    .digest('hex')
  return { provider: name, model, space: space.slice(0, 32) }
}
