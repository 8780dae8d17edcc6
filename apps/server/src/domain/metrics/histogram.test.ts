import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addTo, type Histogram, mergeInto, quantileOf } from './histogram.ts'

function of(values: readonly number[]): Histogram {
  const histogram: Histogram = {}
  for (const value of values) addTo(histogram, value)
  return histogram
}

test('a quantile is right within one percent, or a millisecond', () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 10 ** 10 }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(lengths, fc.constantFrom(0.5, 0.95), (values, part) => {
      const sorted = values.toSorted((a, b) => a - b)
      const exact = sorted[Math.ceil(sorted.length * part) - 1] ?? 0

      expect(Math.abs((quantileOf(of(values), part) ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.01 + 1)
    }),
  )
})

test('two together are the one of all', () => {
  const [one, other] = [
    [1, 5, 5_000],
    [5, 70_000, 0],
  ]
  const merged = of(one ?? [])
  mergeInto(merged, of(other ?? []))

  expect(merged).toEqual(of([...(one ?? []), ...(other ?? [])]))
})

test('an empty one has no quantile', () => {
  expect(quantileOf({}, 0.5)).toBeNull()
})
