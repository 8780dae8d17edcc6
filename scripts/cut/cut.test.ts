import { expect, test } from 'vitest'
import { testDatabase } from '../../apps/server/src/testing/database.ts'
import { openProofGround } from '../ground/open-ground.ts'
import { EXAMPLES, type Example } from './examples.ts'
import type { Cut } from './mortal.ts'
import type { Plant } from './plant.ts'
import { runCuts } from './run-cuts.ts'
import { openStage } from './stage.ts'

// The whole is `npm run cut`. Here: some cuts of one example, and the proof that a cut can find something.

const echo = EXAMPLES.find(({ name }) => name === 'echo') as Example
const { urls } = await testDatabase()

/** The last cuts on each of these sides and kinds. */
const at =
  (...wanted: [Cut['side'], string][]) =>
  (cuts: readonly Cut[]) =>
    wanted.map(([side, kind]) => {
      const found = cuts.findLast((cut) => cut.side === side && cut.kind.startsWith(kind))
      if (!found) throw new Error(`Nothing of this kind was written: ${kind}`)
      return found
    })

const TURN = 'update conversation, update run, insert journal'

async function faultsOf(plant: Plant | null, choose: ReturnType<typeof at>): Promise<string[]> {
  const stage = await openStage(await openProofGround(urls), plant)
  try {
    return (await runCuts(stage, { ...echo, lines: ['one'], ends: /^one$/ }, { choose })).faults
  } finally {
    await stage.close()
  }
}

test('a node that dies anywhere in a conversation changes nothing of it', { timeout: 120_000 }, async () => {
  const some = at(['before', 'insert webhook_event'], ['after', TURN], ['late', TURN], ['after', 'platform'])
  expect(await faultsOf(null, some)).toEqual([])
})

test('a turn that ends without its claim is found', { timeout: 120_000 }, async () => {
  expect(await faultsOf('unfenced-turn', at(['late', TURN]))).not.toEqual([])
})

test('an acknowledgement before the commit is found', { timeout: 120_000 }, async () => {
  // The first thing that is stored is what the contact wrote.
  const first = (cuts: readonly Cut[]) =>
    cuts.filter(({ side, kind }) => side === 'before' && kind.startsWith('insert webhook_event')).slice(0, 1)

  expect(await faultsOf('ack-before-commit', first)).not.toEqual([])
})
