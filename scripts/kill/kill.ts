import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { PLANTS, type Plant } from './plant.ts'
import { printReport } from './print-report.ts'
import { type KillOptions, runKills } from './run-kills.ts'
import { TARGETS, type Target } from './strike.ts'

/**
 * `npm run kill`: kills the server, its database and its micro-backends at random moments under load, and
 * ends with code 1 when anything was lost, doubled, disordered or left behind. With `--plant` a bug is built
 * in, and catching it is what is expected: it prints "caught", and still ends with code 1.
 */

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '60' },
    conversations: { type: 'string', default: '100' },
    targets: { type: 'string', default: TARGETS.join() },
    seed: { type: 'string', default: String(randomInt(1, 1_000_000)) },
    statuses: { type: 'string', default: 'on' },
    plant: { type: 'string' },
    patience: { type: 'string', default: '90' },
    keep: { type: 'boolean', default: false },
  },
})

const say = (sentence: string) => process.stdout.write(`${sentence}\n`)

function oneOf<T extends string>(words: readonly T[], word: string, option: string): T {
  const found = words.find((candidate) => candidate === word)
  if (found) return found
  say(`--${option} takes ${words.join(', ')}; "${word}" is none of them.`)
  process.exit(2)
}

const options: KillOptions = {
  kills: Number(values.kills),
  conversations: Number(values.conversations),
  targets: values.targets.split(',').map((word) => oneOf<Target>(TARGETS, word, 'targets')),
  seed: Number(values.seed),
  statuses: oneOf(['on', 'off'], values.statuses, 'statuses') === 'on',
  plant: values.plant === undefined ? null : oneOf<Plant>(PLANTS, values.plant, 'plant'),
  patienceMs: Number(values.patience) * 1_000,
  keep: values.keep,
  onProgress: say,
}

say(`Seed ${options.seed}: run it again with --seed ${options.seed}.`)
const report = await runKills(options)
say(printReport(report))
const isBroken = report.bars.some(({ faults }) => faults.length > 0)
if (options.plant)
  say(isBroken ? `The planted bug "${options.plant}" was caught.` : 'The planted bug was NOT caught.')
else say(isBroken ? 'A promise was broken.' : 'Every promise was kept.')
process.exit(isBroken ? 1 : 0)
