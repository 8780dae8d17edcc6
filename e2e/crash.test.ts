import { expect, test } from 'vitest'
import { runKills } from '../scripts/kill/run-kills.ts'

/**
 * The short version of `npm run kill`: real processes are killed while people talk. The seed of a run that
 * fails is printed; `npm run kill -- --seed` repeats it.
 */

const SHORT = {
  kills: 6,
  conversations: 20,
  targets: ['server', 'postgres', 'backend'] as const,
  plant: null,
  patienceMs: 60_000,
  keep: false,
  onProgress: () => {},
}

/** Alone it takes half a minute; beside other browser tests each start and each patience takes longer. */
const TIMEOUT_MS = 300_000

test.each([
  ['with status webhooks nothing is lost, doubled or disordered', true],
  ['without them only what was in flight at a kill is shown twice, and it says so', false],
])(
  'kills of server, database and micro-backend: %s',
  async (_name, statuses) => {
    const seed = 1 + (Date.now() % 1_000_000)

    const { bars, kills } = await runKills({ ...SHORT, kills: statuses ? 6 : 3, statuses, seed })

    const faults = bars.flatMap(({ promise, faults: found }) => found.map((fault) => `${promise}: ${fault}`))
    expect({ seed, faults }).toEqual({ seed, faults: [] })
    expect(kills).toHaveLength(statuses ? 6 : 3)
  },
  TIMEOUT_MS,
)
