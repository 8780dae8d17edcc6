import { expect, test } from 'vitest'
import { createLimiter, type Limit } from './limiter.ts'

const PAIR: Limit = { key: 'pair', name: 'pair', rate: { burst: 3, perSecond: 0.5 } }
const ACCOUNT: Limit = { key: 'account', name: 'account', rate: { burst: 2, perSecond: 10 } }

function aLimiter() {
  const time = { now: 1_000_000 }
  return { time, limiter: createLimiter(() => time.now) }
}

test('a burst goes at once, and the rest one after the other, in the order of asking', () => {
  const { limiter } = aLimiter()

  const waits = ['a', 'b', 'c', 'd', 'e'].map((id) => limiter.waitOf(id, [PAIR]))

  expect(waits.map(({ ms }) => Math.round(ms))).toEqual([0, 0, 0, 2_000, 4_000])
  expect(waits.map(({ by }) => by)).toEqual([null, null, null, 'pair', 'pair'])
})

test('whoever comes back has the time they were given, and nobody else’s', () => {
  const { limiter, time } = aLimiter()
  for (const id of ['a', 'b', 'c', 'd']) limiter.waitOf(id, [PAIR])
  time.now += 1_500

  expect(limiter.waitOf('d', [PAIR]).ms).toBeCloseTo(500)
  expect(limiter.waitOf('e', [PAIR]).ms).toBeCloseTo(2_500)
  limiter.done('d')
  time.now += 60_000
  expect(limiter.waitOf('f', [PAIR]).ms).toBeLessThanOrEqual(0)
})

test('time without a message brings the burst back, and no more than that', () => {
  const { limiter, time } = aLimiter()
  for (const id of ['a', 'b', 'c']) limiter.waitOf(id, [PAIR])
  time.now += 3_600_000

  expect(['d', 'e', 'f', 'g'].map((id) => Math.round(limiter.waitOf(id, [PAIR]).ms))).toEqual([
    0, 0, 0, 2_000,
  ])
})

test('the slowest of several limits counts, and each keeps its own', () => {
  const { limiter } = aLimiter()
  const both = ['a', 'b', 'c', 'd'].map((id) => limiter.waitOf(id, [PAIR, ACCOUNT]))

  expect(both.map(({ ms, by }) => [Math.round(ms), by])).toEqual([
    [0, null],
    [0, null],
    [100, 'account'],
    [2_000, 'pair'],
  ])
  expect(limiter.waitOf('x', [{ ...PAIR, key: 'another' }]).ms).toBeLessThanOrEqual(0)
})

test('what was used before it counted is missing', () => {
  const { limiter } = aLimiter()
  limiter.use('pair', PAIR.rate, 3)

  expect(['a', 'b'].map((id) => Math.round(limiter.waitOf(id, [PAIR]).ms))).toEqual([2_000, 4_000])
})
