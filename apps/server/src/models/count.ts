const COUNT_MAX = 1_000_000_000

/** A number of tokens as a provider may report it: one that cannot be is no report. */
export function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= COUNT_MAX
}
