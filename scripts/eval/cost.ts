import { parseArgs } from 'node:util'
import { printFigures } from '../bench/figure.ts'
import { openProofGround } from '../ground/open-ground.ts'
import { createRandom } from '../kill/random.ts'
import { endWith } from './end.ts'
import { measureCost } from './measure-cost.ts'

/**
 * `npm run eval:cost`: the cost ledger against the log of the simulated provider, in every mode, to the
 * token. Ends with code 1 when they differ.
 */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    json: { type: 'string' },
  },
})
const ground = await openProofGround()
const figures = await measureCost(ground, {
  ...{ rounds: Number(values.rounds), random: createRandom(Number(values.seed)) },
})
await ground.close()
process.stdout.write(
  `The cost ledger against the provider's log, seed ${values.seed}\n${printFigures(figures)}\n`,
)
endWith(figures, values)
process.exit()
