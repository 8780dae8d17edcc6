import { parseArgs } from 'node:util'
import { openProofGround } from '../ground/open-ground.ts'
import { checkOracle } from './check-oracle.ts'
import { PLANTS } from './plant.ts'

/**
 * `npm run oracle`: 10,000 random sequences of what contacts and businesses do, on all three channels,
 * repeated and in disorder, as webhooks to a server on PostgreSQL. What is stored in the end must be what a
 * simple oracle foresees. Ends with code 1 when it is not. Planted bugs come last, and each must be found.
 */

const { values } = parseArgs({
  options: {
    sequences: { type: 'string', default: '10000' },
    size: { type: 'string', default: '100' },
    seed: { type: 'string' },
  },
})
const say = (sentence: string) => process.stdout.write(`${sentence}\n`)
const size = Number(values.size)
const seed = values.seed === undefined ? undefined : Number(values.seed)

let [left, isBroken, round] = [Number(values.sequences), false, 0]
while (left > 0 && !isBroken) {
  const options = { groups: 20, size, seed: seed === undefined ? undefined : seed + round++ }
  const { sequences, happenings, elapsedMs, violation } = await checkOracle(openProofGround, options)
  left -= sequences
  say(`${sequences} sequences, ${happenings} happenings, ${(elapsedMs / 1_000).toFixed(0)} s`)
  if (violation) {
    isBroken = true
    say(`  VIOLATED ${violation.what}`)
    say(`  seed ${violation.seed}, path ${violation.path}: ${violation.example}`)
  }
}
for (const plant of PLANTS) {
  const { violation, sequences } = await checkOracle(openProofGround, { groups: 60, size: 60, seed, plant })
  say(`planted ${plant}: ${violation ? `found after ${sequences} sequences` : 'NOT found'}`)
  isBroken ||= !violation
}
process.exit(isBroken ? 1 : 0)
