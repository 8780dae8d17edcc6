import type { Usage } from '../model/usage.ts'
import prices from './prices.json' with { type: 'json' }

/** What a call cost; `microUsd` is null where nobody here knows, which is not the same as nothing. */
export type Cost = { microUsd: number | null; priceVersion: string | null }

/** `minute`: of sound, in micro-USD, where it is billed by that, or tokens are not told. */
type Price = { input: number; cached: number; output: number; minute?: number } | { minute: number }

const TOKENS = 1_000_000
/** `gpt-4o-2024-08-06` is billed as `gpt-4o`. */
const SNAPSHOT = /-\d{4}-\d{2}-\d{2}$/

/** What an org says that a model costs. */
type OwnPrice = {
  model: string
  input: number
  cached: number
  output: number
  /** Null: sound is priced by its tokens. */
  minute: number | null
  /** Also where the table has one. */
  isInstead: boolean
}

/** Whose prices apply. */
export type PriceLists = {
  /** Null: the provider's are not published as a list. */
  list: 'openai' | null
  /** Null: the org has set none. */
  own: { version: number; models: readonly OwnPrice[] } | null
}

/**
 * The cost of a call by the table of this version, or by the org's own prices. The table holds where both
 * know the model, unless the org has said that its own does. A call that used nothing costs nothing,
 * whoever was asked.
 */
export function costOf(usage: Usage, at: PriceLists & { model: string }): Cost {
  if (usage.source === 'none') return { microUsd: 0, priceVersion: null }
  const found = findPrice(at, usage.audioSeconds !== undefined)
  const total = found ? totalOf(usage, found.price) : null
  if (!found || total === null) return { microUsd: null, priceVersion: null }
  // Upwards: what is spent is never less than what a cap has counted.
  return { microUsd: Math.ceil(total), priceVersion: found.version }
}

function findPrice(
  { list, own, model }: PriceLists & { model: string },
  isSound: boolean,
): { price: Price; version: string } | null {
  const listed = list === null ? undefined : priceOf(prices[list], model)
  const set = ownOf(own?.models ?? [], model)
  if (own && set && (set.isInstead || !listed)) {
    // What an org says of sound is meant, whatever tokens are told.
    const price = isSound && set.minute !== null ? { minute: set.minute } : tokensOf(set)
    return { price, version: `own-${own.version}` }
  }
  return listed ? { price: listed, version: prices.version } : null
}

function ownOf(models: readonly OwnPrice[], model: string): OwnPrice | undefined {
  const named = (name: string) => models.find((one) => one.model === name)
  return named(model) ?? named(model.replace(SNAPSHOT, ''))
}

function tokensOf({ input, cached, output }: OwnPrice): Price {
  return { input, cached, output }
}

const MINUTE_SECONDS = 60

/** Of sound without reported tokens the length is what is billed. */
function totalOf(
  { inputTokens, cachedTokens, outputTokens, audioSeconds, source }: Usage,
  price: Price,
): number | null {
  const isReported = source === 'reported' && inputTokens > 0
  if ('input' in price && (price.minute === undefined || isReported)) {
    // Sound of which no tokens are known was not free.
    if (audioSeconds !== undefined && inputTokens === 0) return null
    const fresh = inputTokens - cachedTokens
    return (fresh * price.input + cachedTokens * price.cached + outputTokens * price.output) / TOKENS
  }
  if (price.minute === undefined || audioSeconds === undefined) return null
  return (audioSeconds / MINUTE_SECONDS) * price.minute
}

function priceOf(table: Record<string, Price>, model: string): Price | undefined {
  const name = model.replace(SNAPSHOT, '')
  return Object.hasOwn(table, name) ? table[name] : undefined
}
