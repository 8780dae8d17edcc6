import { expect, test } from 'vitest'
import { testDatabase } from '../../apps/server/src/testing/database.ts'
import { isBelowBar } from '../bench/figure.ts'
import { openProofGround } from '../ground/open-ground.ts'
import { createRandom } from '../kill/random.ts'
import { measureCost } from './measure-cost.ts'

// Five rounds of it, each on another text: `npm run eval:cost`.

test('the cost ledger is that of the provider in every mode, to the token', { timeout: 90_000 }, async () => {
  const ground = await openProofGround((await testDatabase()).urls)

  const figures = await measureCost(ground, { rounds: 1, random: createRandom(1) })
  await ground.close()

  expect(figures.length).toBeGreaterThan(20)
  expect(figures.filter(isBelowBar)).toEqual([])
})
