/**
 * How often lengths of time occurred, so that those of several days can be put together: a bucket for each
 * two percent of length, by its number. A quantile is right within one percent.
 */
export type Histogram = Record<number, number>

const STEP = Math.log(1.02)

export function addTo(histogram: Histogram, ms: number): void {
  const bucket = Math.round(Math.log(Math.max(0, ms) + 1) / STEP)
  histogram[bucket] = (histogram[bucket] ?? 0) + 1
}

/** Adds what occurred in `other`. */
export function mergeInto(histogram: Histogram, other: Histogram): void {
  for (const [bucket, count] of Object.entries(other)) {
    histogram[Number(bucket)] = (histogram[Number(bucket)] ?? 0) + count
  }
}

/** The length below which so large a part lies, in milliseconds; null when there is none. */
export function quantileOf(histogram: Histogram, part: number): number | null {
  const bucket = bucketAt(histogram, part)
  return bucket === null ? null : Math.round(Math.exp(bucket * STEP) - 1)
}

/** The bucket in which the quantile is. */
export function bucketAt(histogram: Histogram, part: number): number | null {
  const buckets = Object.entries(histogram).map(([bucket, count]) => ({ bucket: Number(bucket), count }))
  const total = buckets.reduce((sum, { count }) => sum + count, 0)
  let seen = 0
  for (const { bucket, count } of buckets.toSorted((a, b) => a.bucket - b.bucket)) {
    seen += count
    if (seen >= total * part) return bucket
  }
  return null
}
