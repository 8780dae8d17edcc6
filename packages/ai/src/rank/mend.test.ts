import { describe, expect, test } from 'vitest'
import { meantTerm, slipsBetween } from './mend.ts'

const known = Object.entries({
  cancel: 3,
  candl: 9,
  refund: 2,
  subscript: 1,
  estacion: 2,
  estac: 9,
  cancer: 1,
  order: 5,
  a4471: 1,
}).map(([term, found]) => ({ term, found }))

describe('a word that no article has', () => {
  test.each([
    ['cancl', 'candl'], // One slip each: the more frequent.
    ['cancle', 'cancel'],
    ['rfeund', 'refund'],
    ['subscirpto', 'subscript'],
    ['estacionament', 'estacion'], // The stem of a word with a slip in its ending.
    ['estacionameint', 'estacion'],
  ])('%s is %s', (term, meant) => {
    expect(meantTerm(term, known)).toBe(meant)
  })

  test.each([
    'ordr',
    'a4472',
    'sbsription',
    'erfund',
    'planet',
    'estacazo',
    'estacionamientolandia',
    'x'.repeat(40),
  ])('%s stays what it is', (term) => {
    expect(meantTerm(term, known)).toBeNull()
  })
})

test('a swap, a letter more, less or another are one slip each', () => {
  const slips = ['order', 'oredr', 'ordder', 'oder', 'arder', 'oderr'].map((term) =>
    slipsBetween(term, 'order', 2),
  )

  expect(slips).toEqual([0, 1, 1, 1, 1, 2])
  expect(slipsBetween('order', 'refund', 2)).toBeNull()
})
