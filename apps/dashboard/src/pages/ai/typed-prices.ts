import type { AiModelPrice, AiProvider } from '@hilo/protocol'
import { microUsdOf } from './money.ts'

/** The price of a model as it is typed, in dollars. */
export type TypedPrice = Record<'model' | 'input' | 'cached' | 'output' | 'minute', string> & {
  isInstead: boolean
}

const RATE_MAX = 1_000_000_000

export const NO_PRICE: TypedPrice = {
  ...{ model: '', input: '', cached: '', output: '', minute: '', isInstead: false },
}

/** The models that the installation's provider takes where nothing is said. */
export type Usual = { model: string; embeddingModel: string | null } | null

/** What the org has set, and a line for each model of the provider that has no price yet. */
export function typedPrices({ prices, model, embeddingModel }: AiProvider, usual: Usual): TypedPrice[] {
  const set = (prices?.models ?? []).map(({ model: name, isInstead, ...rates }) => ({
    ...{ model: name, isInstead, input: shown(rates.input), cached: shown(rates.cached) },
    ...{ output: shown(rates.output), minute: rates.minute === null ? '' : shown(rates.minute) },
  }))
  const names = [model ?? usual?.model ?? null, embeddingModel ?? usual?.embeddingModel ?? null].filter(
    (name) => name !== null,
  )
  const missing = names.filter((name) => !set.some((one) => one.model === name))
  return [...set, ...missing.map((name) => ({ ...NO_PRICE, model: name }))]
}

/** The prices as they are sent, without the lines that say none; null: one of them is no price. */
export function pricesFrom(typed: readonly TypedPrice[]): AiModelPrice[] | null {
  const read = typed.filter(hasPrice).map(priceFrom)
  const whole = read.filter((price) => price !== null)
  const names = new Set(whole.map(({ model }) => model))
  return whole.length === read.length && names.size === whole.length ? whole : null
}

/** A number of dollars that the server takes; nothing is taken too. */
export function isRate(text: string): boolean {
  const value = microUsdOf(text)
  return value !== undefined && (value ?? 0) <= RATE_MAX
}

function hasPrice({ input, cached, output, minute }: TypedPrice): boolean {
  return (input + cached + output + minute).trim() !== ''
}

function priceFrom(typed: TypedPrice): AiModelPrice | null {
  const fields = [typed.input, typed.cached, typed.output, typed.minute]
  if (!fields.every(isRate) || typed.model.trim() === '') return null
  const [input = null, cached = null, output = null, minute = null] = fields.map(
    (text) => microUsdOf(text) ?? null,
  )
  // What only hears has a price of the minute alone; all else says what it takes and what it writes.
  const isHearing = minute !== null && input === null && output === null
  if (!isHearing && (input === null || output === null)) return null
  return {
    ...{ model: typed.model.trim(), input: input ?? 0, cached: cached ?? input ?? 0, output: output ?? 0 },
    ...{ minute, isInstead: typed.isInstead },
  }
}

function shown(microUsd: number): string {
  return String(microUsd / 1_000_000)
}
