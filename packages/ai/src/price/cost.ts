import type { Usage } from '../model/usage.ts'
import prices from './prices.json' with { type: 'json' }

/** What a call cost; `microUsd` is null where nobody here knows, which is not the same as nothing. */
export type Cost = { microUsd: number | null; priceVersion: string | null }

/** `minute`: of sound, in micro-USD, where it is billed by that, or tokens are not told. */
type Price = { input: number; cached: number; output: number; minute?: number } | { minute: number }

const TOKENS = 1_000_000
/** `gpt-4o-2024-08-06` is billed as `gpt-4o`. */
const SNAPSHOT = /-\d{4}-\d{2}-\d{2}$/

/**
 * The cost of a call by the table of this version. `list` is whose prices apply; null for a provider whose
 * prices are not published as a list. A call that used nothing costs nothing, whoever was asked.
 */
export function costOf(usage: Usage, { list, model }: { list: 'openai' | null; model: string }): Cost {
  if (usage.source === 'none') return { microUsd: 0, priceVersion: null }
  const price = list === null ? undefined : priceOf(prices[list], model)
  if (!price) return { microUsd: null, priceVersion: null }
  const total = totalOf(usage, price)
  if (total === null) return { microUsd: null, priceVersion: null }
  // Upwards: what is spent is never less than what a cap has counted.
  return { microUsd: Math.ceil(total), priceVersion: prices.version }
}

const MINUTE_SECONDS = 60

/** Of sound without reported tokens the length is what is billed. */
function totalOf(
  { inputTokens, cachedTokens, outputTokens, audioSeconds, source }: Usage,
  price: Price,
): number | null {
  const isReported = source === 'reported' && inputTokens > 0
  if ('input' in price && (price.minute === undefined || isReported)) {
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
