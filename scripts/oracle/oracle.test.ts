import { expect, test } from 'vitest'
import { testDatabase } from '../../apps/server/src/testing/database.ts'
import { openProofGround } from '../ground/open-ground.ts'
import { checkOracle } from './check-oracle.ts'
import { PLANTS } from './plant.ts'

// Ten thousand of them, each time others: `npm run oracle`.

const { urls } = await testDatabase()
const openGround = () => openProofGround(urls)
const long = { timeout: 120_000 }

test(
  'what contacts and businesses do, repeated and in disorder, comes to the end that must be',
  long,
  async () => {
    const { violation } = await checkOracle(openGround, { groups: 8, size: 50 })

    expect(violation).toBeNull()
  },
)

test.each(PLANTS)('a planted bug is found: %s', long, async (plant) => {
  const { violation } = await checkOracle(openGround, { groups: 40, size: 60, seed: 1, plant })

  expect(violation?.what).toMatch(/must be/)
})
