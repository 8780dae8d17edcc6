import { expect, test } from 'vitest'
import { partByWorth } from './part-by-worth.ts'

const found = (kind: 'page' | 'faq', evidence: number) => ({ kind, evidence })

test('what says next to nothing by what its kind needs is told apart, and the order stays', () => {
  const [best, weak, nothing, page] = [
    found('faq', 0.9),
    found('faq', 0.2),
    found('faq', 0),
    found('page', 0.05),
  ]

  const parts = partByWorth([best, nothing, weak, page], { faq: 0.8, page: 0.2 })

  expect(parts).toEqual({ telling: [best, weak, page], little: [nothing] })
})

test('the first is shown though it says nothing', () => {
  const all = [found('faq', 0), found('page', 0)]

  expect(partByWorth(all, { faq: 0.5, page: 0.5 })).toEqual({ telling: [all[0]], little: [all[1]] })
})
