/** How a set of durations lies. Null where there was none. */
export type Spread = { count: number; p50: number | null; p99: number | null; max: number | null }

export function spreadOf(durations: readonly number[]): Spread {
  const sorted = Float64Array.from(durations).sort()
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
  return { count: sorted.length, p50: rank(0.5), p99: rank(0.99), max: rank(1) }
}
