/** How fast more of the same word stops to count, and how much a long text is held against it. */
export const SATURATION = 1.2
export const LENGTH_WEIGHT = 0.75

/** How much a term tells that is in `found` of `total` pieces. */
export function rarity(found: number, total: number): number {
  return Math.log(1 + (total - found + 0.5) / (found + 0.5))
}

/** What one term adds to a piece, as a part of the most that it could: BM25 without the rarity. */
export function weigh(count: number, length: number, averageLength: number): number {
  const relative = averageLength > 0 ? length / averageLength : 1
  return (count * (SATURATION + 1)) / (count + SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative))
}
