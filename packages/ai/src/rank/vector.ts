// Where a text stands in a model's space of meaning: of length 1, so that what two vectors have in common is
// the cosine of the angle between them.

/** What a space may have of dimensions; the largest of the known ones have 3072. */
const DIMENSIONS_MAX = 4_096
const BYTE_MAX = 127

export type PackedVector = {
  /** A byte for each dimension, in units of `scale`. */
  small: Int8Array
  scale: number
  exact: Float32Array
}

/** A vector as it is kept; null: it is none, or too long to be one. */
export function packVector(vector: Float32Array): PackedVector | null {
  const length = Math.hypot(...vector)
  const isVector = vector.length > 0 && vector.length <= DIMENSIONS_MAX && Number.isFinite(length)
  if (!isVector || length === 0) return null
  const exact = vector.map((value) => value / length)
  const scale = exact.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / BYTE_MAX
  return { small: Int8Array.from(exact, (value) => Math.round(value / scale)), scale, exact }
}

/** How alike two vectors of length 1 are: 1 is the same, 0 has nothing to do with it. */
export function likeness(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number)
  return sum
}
