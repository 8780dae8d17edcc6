import { parseArgs } from 'node:util'
import { openProofGround } from '../ground/open-ground.ts'
import { checkModel, type ModelReport } from './check-model.ts'
import { MemoryHost } from './memory-host.ts'
import { PLANTS, plantedHost } from './plant.ts'
import { openPostgresHost } from './postgres-host.ts'

/**
 * `npm run model`: lets messages, repetitions, timers, take-overs, deploys and deaths of nodes happen in
 * random orders, on the engine in memory and on PostgreSQL, and compares with what must hold. Ends with
 * code 1 when something did not. Planted bugs come last, and each must be found.
 */

const { values } = parseArgs({
  options: {
    memory: { type: 'string', default: '10000' },
    postgres: { type: 'string', default: '300' },
    seed: { type: 'string' },
  },
})
const seed = values.seed === undefined ? undefined : Number(values.seed)
const say = (sentence: string) => process.stdout.write(`${sentence}\n`)
let isBroken = false

function tell(name: string, { cases, events, elapsedMs, violation }: ModelReport): void {
  say(`${name}: ${cases} interleavings, ${events} events, ${(elapsedMs / 1_000).toFixed(0)} s`)
  if (!violation) {
    say('  0 violations')
    return
  }
  isBroken = true
  say(`  VIOLATED ${violation.what}`)
  say(`  seed ${violation.seed}, path ${violation.path}: ${violation.example}`)
}

tell('memory', await checkModel((code) => new MemoryHost(code), { cases: Number(values.memory), seed }))
const ground = await openProofGround()
tell(
  'postgres',
  await checkModel((code) => openPostgresHost(ground, code), { cases: Number(values.postgres), seed }),
)
await ground.close()
for (const plant of PLANTS) {
  const { violation, cases } = await checkModel(plantedHost(plant), { cases: 2_000, seed })
  say(`planted ${plant}: ${violation ? `found after ${cases} interleavings` : 'NOT found'}`)
  isBroken ||= !violation
}
process.exit(isBroken ? 1 : 0)
