import { expect, test } from 'vitest'
import { testDatabase } from '../../apps/server/src/testing/database.ts'
import { openProofGround } from '../ground/open-ground.ts'
import { checkModel } from './check-model.ts'
import { MemoryHost } from './memory-host.ts'
import { PLANTS, plantedHost } from './plant.ts'
import { openPostgresHost } from './postgres-host.ts'

// Ten thousand of them, each time others: `npm run model`.

const { urls } = await testDatabase()

test('whatever happens in whichever order, the engine does what must hold', {
  timeout: 120_000,
}, async () => {
  const { cases, violation } = await checkModel((code) => new MemoryHost(code), { cases: 1_000 })

  expect({ cases, violation }).toEqual({ cases: 1_000, violation: null })
})

test('so does the domain on PostgreSQL', { timeout: 120_000 }, async () => {
  const ground = await openProofGround(urls)

  const { violation } = await checkModel((code) => openPostgresHost(ground, code), { cases: 20 })
  await ground.close()

  expect(violation).toBeNull()
})

test.each(PLANTS)('a planted bug is found: %s', { timeout: 120_000 }, async (plant) => {
  const { violation } = await checkModel(plantedHost(plant), { cases: 2_000, seed: 1 })

  expect(violation?.what).toMatch(/./)
})
