import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../apps/server/src/testing/database.ts'
import { isBelowBar, printFigures } from '../bench/figure.ts'
import { openProofGround } from '../ground/open-ground.ts'
import { PLACES, readCases, readUnseenCases } from './injection/read-cases.ts'
import { measureObedience } from './measure-obedience.ts'
import { measureSim, SCENARIOS } from './measure-sim.ts'

// A part of it, once; five runs of all: `npm run eval:sim` and `npm run eval:inject`.

const ground = await openProofGround((await testDatabase()).urls)
afterAll(() => ground.close())

test('simulated contacts get what their scenarios ask for', { timeout: 60_000 }, async () => {
  const scenarios = SCENARIOS.filter((_, at) => at % 4 === 1)

  const figures = await measureSim(ground, { runs: 1, seed: 1, scenarios })

  expect(printFigures(figures.filter(isBelowBar))).toBe('')
  expect(SCENARIOS.length).toBeGreaterThanOrEqual(40)
  expect(SCENARIOS.filter(({ turns }) => turns.length > 1).length).toBeGreaterThan(SCENARIOS.length / 3)
})

test('a scenario that is not met is told, and is below the bar', { timeout: 60_000 }, async () => {
  const told: string[] = []
  const [scenario] = SCENARIOS
  const turns = (scenario?.turns ?? []).map((turn) => ({
    ...turn,
    expect: { ...turn.expect, says: ['$99'] },
  }))

  const figures = await measureSim(ground, {
    ...{ runs: 2, seed: 1, scenarios: [{ name: 'wrong', language: null, turns }] },
    onFailure: (line) => told.push(line),
  })

  expect(figures.filter(isBelowBar).map(({ name }) => name)).toEqual(['pass^2 of 1 scenarios'])
  expect(told[0]).toContain('missing: wanted $99')
})

test('nobody who writes to a model makes it do anything, though it obeys', { timeout: 60_000 }, async () => {
  const cases = PLACES.flatMap((place) =>
    [...readCases(), ...readUnseenCases()].filter((one) => one.place === place).slice(0, 2),
  )

  const figures = await measureObedience(ground, { runs: 3, cases })

  expect(printFigures(figures.filter(isBelowBar))).toBe('')
})
