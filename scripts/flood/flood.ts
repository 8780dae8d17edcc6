import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Figure, isBelowBar, printFigures } from '../bench/figure.ts'
import { type FloodOptions, type FloodReport, runFlood } from './run-flood.ts'
import { type OutageOptions, runOutage } from './run-outage.ts'

/**
 * `npm run flood`: 500 webhooks a second in batches of 10 for a minute, far more than the server can work off
 * meanwhile, with people in the inbox (the intake alone) and with a micro-backend that answers. Prints what
 * became of them beside the bars, and ends with code 1 when one is missed. With `--outage` it is the platform
 * that fails: it slows down, breaks and hangs for so many seconds each, while contacts write on.
 */

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '500' },
    batch: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '60' },
    contacts: { type: 'string', default: '10000' },
    only: { type: 'string', default: 'people,echo' },
    patience: { type: 'string', default: '900' },
    profile: { type: 'string' },
    outage: { type: 'boolean', default: false },
    moods: { type: 'string', default: 'slow_down,broken,hangs' },
  },
})
const print = (text: string) => process.stdout.write(`${text}\n`)

const options: FloodOptions = {
  rate: Number(values.rate),
  batch: Number(values.batch),
  seconds: Number(values.seconds),
  contacts: Number(values.contacts),
  echo: false,
  patienceMs: Number(values.patience) * 1_000,
  profileDir: values.profile && resolve(values.profile),
  say: (sentence) => process.stderr.write(`    ${sentence}\n`),
}

const VARIANTS = { people: 'people hold the inbox', echo: 'a micro-backend answers' }

if (process.platform !== 'linux') {
  print('The flood reads the cost of processes from /proc: run it on Linux.')
  process.exit(1)
}

let isBelow = false
if (values.outage) {
  const figures = await outage()
  print(printFigures(figures))
  isBelow = figures.some(isBelowBar)
}
for (const name of values.outage ? [] : values.only.split(',')) {
  if (!(name in VARIANTS)) {
    print(`--only takes people and echo; "${name}" is none of them.`)
    process.exit(2)
  }
  print(`\n${values.rate} webhooks/s of ${values.batch} messages, ${VARIANTS[name as keyof typeof VARIANTS]}`)
  const figures = figuresOf(await runFlood({ ...options, echo: name === 'echo' }), name === 'people')
  print(printFigures(figures))
  isBelow ||= figures.some(isBelowBar)
}
print(isBelow ? '\nBelow the bar.' : '\nEvery bar is reached.')
process.exit(isBelow ? 1 : 0)

async function outage(): Promise<Figure[]> {
  const moods = values.moods.split(',') as OutageOptions['moods'][number][]
  print(`\nA platform that takes nothing for ${values.seconds} s in each of these ways: ${values.moods}`)
  const { seconds, patienceMs, say } = options
  const report = await runOutage({ moods, seconds, rate: 20, contacts: 200, patienceMs, say })
  const { sent, ...faults } = report.verdict
  const bad = Object.values(faults).reduce((sum, count) => sum + count, 0)
  return [
    {
      ...{ name: 'refused, lost, doubled, reordered', value: bad, unit: '', bar: { atMost: 0 } },
      note: `${Object.entries(faults)
        .map(([what, count]) => `${count} ${what}`)
        .join(', ')} of ${sent} messages`,
    },
    { name: 'answered before it was over', value: report.during, unit: '' },
    { name: 'everything answered after', value: report.recoveredMs / 1_000, unit: 's' },
    { name: 'server RSS at its highest', value: report.rssMaxMb, unit: 'MB', bar: { atMost: 400 } },
  ]
}

function figuresOf(report: FloodReport, isIntake: boolean): Figure[] {
  const { ackMs, verdict, drain, bystanderMs, cpuMsPerMessage } = report
  const faults = Object.entries({ refused: report.refused, ...verdict })
  const bad = faults.reduce((sum, [, count]) => sum + count, 0)
  return [
    {
      ...{ name: 'refused, lost, doubled, reordered', value: bad, unit: '', bar: { atMost: 0 } },
      note: `${faults.map(([what, count]) => `${count} ${what}`).join(', ')} of ${report.messages} messages`,
    },
    { name: 'acknowledgement p50', value: ackMs.p50, unit: 'ms' },
    { name: 'acknowledgement p99', value: ackMs.p99, unit: 'ms', bar: { atMost: 100 } },
    { name: 'stored during the flood', value: report.storedPerSecond, unit: 'messages/s' },
    {
      ...{ name: 'worked off afterwards', value: drain.perSecond, unit: 'messages/s' },
      ...(isIntake && { bar: { atLeast: 600 } }),
      note: `${drain.messages} messages in ${drain.seconds.toFixed(1)} s`,
    },
    { name: 'most webhooks that waited', value: report.backlogMax, unit: '' },
    { name: 'the oldest of them waited for', value: report.oldestMaxMs / 1_000, unit: 's' },
    { name: 'a message to another org, p50', value: bystanderMs.p50, unit: 'ms' },
    { name: 'a message to another org, p99', value: bystanderMs.p99, unit: 'ms' },
    { name: 'server RSS at its highest', value: report.rssMaxMb, unit: 'MB', bar: { atMost: 400 } },
    { name: 'CPU a message, server', value: cpuMsPerMessage.server, unit: 'ms' },
    { name: 'CPU a message, PostgreSQL', value: cpuMsPerMessage.database, unit: 'ms' },
  ]
}
