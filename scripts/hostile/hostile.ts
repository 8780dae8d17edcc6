import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Isolation, offeredIsolations } from '../../packages/runtime/src/host/isolation.ts'
import { createPool } from '../../packages/runtime/src/host/pool.ts'
import { ATTEMPTS } from '../../packages/runtime/src/testing/hostile/attempts.ts'
import { openNeighbours, p99 } from '../../packages/runtime/src/testing/hostile/neighbours.ts'
import { openScene, type Scene } from '../../packages/runtime/src/testing/hostile/scene.ts'
import {
  breached,
  hostileBundle,
  type Strike,
  strike,
  unfenced,
} from '../../packages/runtime/src/testing/hostile/strike.ts'

/**
 * `npm run hostile`: lets a hostile micro-backend try everything in every isolation that this machine offers,
 * and ends with code 1 when anything succeeded that is not known of a weaker one. The strong ones are tried a
 * second time with Node's own fence taken away. `--control` tries without any isolation what harms nobody,
 * which shows that the attempts work.
 */

const { values } = parseArgs({
  options: {
    mode: { type: 'string' },
    group: { type: 'string' },
    control: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})

type Setting = { name: string; isolation: Isolation }
type Group = keyof typeof ATTEMPTS

const GROUPS = Object.keys(ATTEMPTS) as Group[]
const LIMITS = { turnMs: 15_000, turnCpuMs: 4_000, pingMs: 500 }
const QUIET_MS = 5_000
/** How much longer the turns of neighbours may take while somebody tries to exhaust the machine. */
const GROWTH_MAX = 0.2

const say = (sentence: string) => process.stdout.write(`${sentence}\n`)

async function settings(): Promise<Setting[]> {
  const offered = await offeredIsolations()
  const all = offered.flatMap((isolation) => {
    const whole = { name: isolation.mode, isolation }
    return isolation.isStrong
      ? [whole, { name: `${isolation.mode}, Node's fence down`, isolation: breached(isolation) }]
      : [whole]
  })
  if (values.control) return [{ name: 'no isolation', isolation: unfenced }]
  return all.filter(({ name }) => values.mode === undefined || name.startsWith(values.mode))
}

/** Tries all that may be tried in a setting. True when nothing succeeded that should not have. */
async function tryAll({ name, isolation }: Setting, scene: Scene): Promise<boolean> {
  const pool = await createPool({ isolation, limits: LIMITS, egress: scene.egress, memoryBudgetMb: 1_024 })
  const ground = { pool, scene, bundle: await hostileBundle(), exclusive: true }
  const strikes: Strike[] = []
  const quiet: number[] = []
  const troubled: number[] = []
  const neighbours = await openNeighbours(pool)
  for (const group of GROUPS.filter((one) => values.group === undefined || values.group === one)) {
    for (const attempt of ATTEMPTS[group]) {
      if (attempt.isDangerous && !isolation.isStrong) continue
      if (group === 'exhaustion') quiet.push(...(await neighbours.during(() => sleep(QUIET_MS))))
      const act = async () => void strikes.push(await strike(ground, attempt))
      if (group === 'exhaustion') troubled.push(...(await neighbours.during(act)))
      else await act()
      if (values.verbose) tellOf(strikes.at(-1) as Strike)
    }
  }
  await pool.stop()
  return report({ name, isolation }, strikes, { quiet, troubled })
}

function tellOf({ attempt, success, seen }: Strike): void {
  say(
    `  ${success === null ? 'stopped  ' : 'SUCCEEDED'}  ${attempt.name}: ${(success ?? seen).slice(0, 120)}`,
  )
}

function report(
  { name, isolation }: Setting,
  strikes: Strike[],
  turns: Record<'quiet' | 'troubled', number[]>,
) {
  const succeeded = strikes.filter(({ success }) => success !== null)
  const known = succeeded.filter(({ attempt }) => attempt.open?.includes(isolation.mode))
  const isControl = isolation === unfenced
  say(`${name}: ${strikes.length} attempts, ${succeeded.length} successes`)
  if (known.length > 0 && !isControl)
    say(`  ${known.length} of them are known of this isolation: ${listOf(known)}`)
  const unknown = isControl ? [] : succeeded.filter((one) => !known.includes(one))
  for (const { attempt, success } of unknown) say(`  SUCCEEDED  ${attempt.name}: ${success}`)
  return unknown.length === 0 && tellOfNeighbours(turns)
}

function tellOfNeighbours({ quiet, troubled }: Record<'quiet' | 'troubled', number[]>): boolean {
  if (troubled.length === 0) return true
  const [before, during] = [p99(quiet), p99(troubled)]
  const growth = during / before - 1
  const figures = `p99 ${before.toFixed(1)} ms before, ${during.toFixed(1)} ms during`
  say(`  neighbours: ${figures} (${(growth * 100).toFixed(0)} %), ${quiet.length + troubled.length} turns`)
  return growth < GROWTH_MAX
}

function listOf(strikes: Strike[]): string {
  return strikes.map(({ attempt }) => attempt.name).join('; ')
}

const chosen = await settings()
if (chosen.length === 0) {
  say(`This machine offers no isolation "${values.mode}".`)
  process.exit(2)
}
const scene = await openScene()
let isWhole = true
for (const setting of chosen) isWhole = (await tryAll(setting, scene)) && isWhole
scene.stop()
say(isWhole ? 'Every bar was kept.' : 'A bar was broken.')
process.exit(isWhole ? 0 : 1)
