import { parseArgs } from 'node:util'
import { openProofGround } from '../ground/open-ground.ts'
import { EXAMPLES } from './examples.ts'
import { PLANTS } from './plant.ts'
import { inWords, runCuts } from './run-cuts.ts'
import { openStage } from './stage.ts'

/**
 * `npm run cut`: lets the server die before, in and after each write and each send of each example, and ends
 * with code 1 when any of it changed what the contact, the database or a service saw. With `--plant` a bug is
 * built in, and finding it is what is expected.
 */

const { values } = parseArgs({
  options: {
    examples: { type: 'string', default: EXAMPLES.map(({ name }) => name).join() },
    plant: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
})

const FAULTS_SHOWN = 10
const say = (sentence: string) => process.stdout.write(`${sentence}\n`)
const names = values.examples.split(',')
const plant = PLANTS.find((plant) => plant === values.plant) ?? null
const stranger = names.find((name) => !EXAMPLES.some((example) => example.name === name))
if (stranger !== undefined || (values.plant !== undefined && !plant)) {
  say(`--examples takes ${EXAMPLES.map(({ name }) => name).join(', ')}; --plant takes ${PLANTS.join(', ')}.`)
  process.exit(2)
}

const stage = await openStage(await openProofGround(), plant)
let faults = 0
for (const example of EXAMPLES.filter(({ name }) => names.includes(name))) {
  const report = await runCuts(stage, example, {
    onCut(cut, found) {
      const verdict = found === null ? 'missed' : found.length === 0 ? 'same' : 'DIFFERENT'
      if (values.verbose) say(`  ${verdict.padEnd(9)} ${inWords(cut)}`)
    },
  })
  faults += report.faults.length
  const time = `${(report.elapsedMs / 1_000).toFixed(0)} s`
  say(
    `${example.name}: ${report.places} places, ${report.cuts} cuts, ${report.faults.length} faults, ${time}`,
  )
  for (const fault of report.faults.slice(0, FAULTS_SHOWN)) say(`  ${fault}`)
}
await stage.close()
if (plant) say(faults > 0 ? `The planted bug "${plant}" was found.` : 'The planted bug was NOT found.')
else say(faults > 0 ? 'A cut changed something.' : 'No cut changed anything.')
process.exit(faults > 0 ? 1 : 0)
