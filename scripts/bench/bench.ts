import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Figure, isBelowBar, printFigures } from './figure.ts'
import { maximum } from './measure-maximum.ts'
import { rest } from './measure-rest.ts'
import { disorder, steady, steadyWithStatuses } from './measure-steady.ts'
import { suspended } from './measure-suspended.ts'
import type { Extent, Measurement } from './measurement.ts'

/**
 * `npm run bench`: measures the server in production mode on the embedded PostgreSQL, with everything on,
 * through real signed webhooks and a Graph API that keeps books. Prints each figure beside its bar and ends
 * with code 1 when one is below it. Each measurement has a server of its own on fresh data; generator and
 * server share the machine.
 */

const MEASUREMENTS: Record<string, Measurement> = {
  rest,
  steady,
  statuses: steadyWithStatuses,
  disorder,
  maximum,
  suspended,
}

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: Object.keys(MEASUREMENTS).join() },
    json: { type: 'string' },
    profile: { type: 'string' },
    'from-rate': { type: 'string' },
    orgs: { type: 'string' },
    suspended: { type: 'string' },
  },
})
const print = (text: string) => process.stdout.write(`${text}\n`)

const FULL = { seconds: 20, stepSeconds: 8, fromRate: 100, bisections: 3, orgs: 100, suspended: 10_000 }
const QUICK = { seconds: 6, stepSeconds: 4, fromRate: 100, bisections: 1, orgs: 20, suspended: 1_000 }
const length = values.quick ? QUICK : FULL

const extent: Extent = {
  ...length,
  restSeconds: 10,
  fromRate: Number(values['from-rate'] ?? length.fromRate),
  orgs: Number(values.orgs ?? length.orgs),
  suspended: Number(values.suspended ?? length.suspended),
  profileDir: values.profile && resolve(values.profile),
  say: (sentence) => process.stderr.write(`    ${sentence}\n`),
}

if (process.platform !== 'linux') {
  print('The benchmark reads the cost of processes from /proc: run it on Linux.')
  process.exit(1)
}

const chosen = values.only.split(',').map(measurementOf)
const results: { title: string; figures: Figure[] }[] = []
for (const measurement of chosen) {
  const { title } = measurement
  print(`\n${title}`)
  const figures = await measurement.measure(extent).catch(failure)
  print(printFigures(figures))
  results.push({ title, figures })
}

const failed = results.flatMap(({ figures }) => figures.filter(isBelowBar))
const machine = { node: process.version, cores: availableParallelism(), quick: values.quick }
if (values.json) {
  const at = new Date().toISOString()
  await writeFile(
    values.json,
    `${JSON.stringify({ at, ...machine, passed: failed.length === 0, results }, null, 2)}\n`,
  )
}
print(
  failed.length === 0
    ? '\nEvery bar is reached.'
    : `\nBelow the bar: ${failed.map(({ name }) => name).join(', ')}.`,
)
process.exit(failed.length === 0 ? 0 : 1)

/** A measurement that breaks off is below its bar, and the others still say what they have to say. */
function failure(error: Error): Figure[] {
  return [{ name: 'measurement', value: null, unit: '', bar: { atLeast: 1 }, note: error.message }]
}

function measurementOf(name: string): Measurement {
  const measurement = MEASUREMENTS[name]
  if (measurement) return measurement
  print(`--only takes ${Object.keys(MEASUREMENTS).join(', ')}; "${name}" is none of them.`)
  process.exit(2)
}
