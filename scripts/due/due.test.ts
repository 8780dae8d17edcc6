import { expect, test } from 'vitest'
import { testDatabase } from '../../apps/server/src/testing/database.ts'
import { openProofGround } from '../ground/open-ground.ts'
import { measureDue } from './measure.ts'

// Ten thousand of them: `npm run due`.

test('timers that end at the same moment fire once each, whatever their number', {
  timeout: 60_000,
}, async () => {
  const ground = await openProofGround((await testDatabase()).urls)

  const { timers, lost, doubled, firstMs } = await measureDue(ground, {
    ...{ timers: 200, seconds: 3, patienceMs: 30_000 },
  })
  await ground.close()

  expect({ timers, lost, doubled }).toEqual({ timers: 200, lost: 0, doubled: 0 })
  expect(firstMs).toBeGreaterThan(0)
})
