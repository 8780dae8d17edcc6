import { describe, expect, test } from 'vitest'
import { type Attempt, tryEvidence, weighNear } from './near-evidence.ts'

/** What one chunk came to for each of so many questions. */
const attempts = (
  count: number,
  isRight: boolean,
  of: (at: number) => { evidence: number; near: number },
): Attempt[] => Array.from({ length: count }, (_, at) => [{ ...of(at), isRight }])

/** As if by chance, and the same each time. */
const any = (at: number, salt: number) => (Math.imul(at + 1, 2_654_435_761 + salt) >>> 8) / 2 ** 24

const gone = attempts(100, false, (at) => ({ evidence: any(at, 1) * 0.5, near: any(at, 2) * 0.5 }))

describe('nearness', () => {
  test('is evidence where it parts the right from the wrong: very near, a few words are enough', () => {
    const there = attempts(100, true, (at) => ({ evidence: any(at, 3) * 0.3, near: 0.6 + any(at, 4) * 0.3 }))

    const { rule, without, with: found } = tryEvidence({ gone, there })

    expect(rule?.share).toBeGreaterThan(0)
    expect(without.right).toBeLessThan(10)
    expect(found.right).toBeGreaterThan(90)
    expect(found.gone).toBeLessThanOrEqual(6)
    const threshold = rule?.threshold ?? 1
    expect(weighNear(rule, { evidence: 0.1, near: 0.8 })).toBeGreaterThan(threshold)
    expect(weighNear(rule, { evidence: 0, near: 0.3 })).toBeLessThan(threshold)
  })

  test.each([
    ['it tells nothing', { near: (at: number) => any(at, 4) * 0.5, isRight: true, count: 100 }],
    ['it finds all alike', { near: () => 0.5, isRight: true, count: 100 }],
    ['what it finds is wrong', { near: () => 0.9, isRight: false, count: 100 }],
    ['a few answers more are chance', { near: () => 0.9, isRight: true, count: 3 }],
  ])('is none where %s', (_, { near, isRight, count }) => {
    const there = attempts(count, isRight, (at) => ({ evidence: any(at, 3) * 0.3, near: near(at) }))

    expect(tryEvidence({ gone, there }).rule).toBeNull()
  })

  test('is none where too few questions were asked without their answer', () => {
    const there = attempts(100, true, () => ({ evidence: 0.1, near: 0.9 }))

    expect(tryEvidence({ gone: gone.slice(0, 39), there }).rule).toBeNull()
    expect(tryEvidence({ gone: gone.slice(0, 40), there }).rule).not.toBeNull()
  })

  test('is none where as many whose answer is gone would be answered by the other half', () => {
    // The halves differ: what is rare in one is common in the other.
    const uneven = attempts(100, false, (at) => ({ evidence: 0.2, near: at % 2 === 0 ? 0.4 : 0.9 }))
    const there = attempts(100, true, () => ({ evidence: 0.2, near: 0.95 }))

    expect(tryEvidence({ gone: uneven, there }).rule).toBeNull()
  })

  test('without a rule leaves the evidence to the words', () => {
    expect(weighNear(null, { evidence: 0.4, near: 0.9 })).toBe(0.4)
  })
})
