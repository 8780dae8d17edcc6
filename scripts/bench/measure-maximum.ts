import { type Figure, faultFigure } from './figure.ts'
import { findMaximum, type Maximum } from './find-maximum.ts'
import { fill, type LoadReport } from './generator.ts'
import type { Extent, Measurement } from './measurement.ts'
import { PARTS } from './processes.ts'
import { onStage } from './stage.ts'

const PART_NAMES = { server: 'server', backends: 'backend processes', database: 'PostgreSQL' }
const COLD_AT_ONCE = 4
/** So many turns until the server's code is compiled for what it does; and a few in each org. */
const WARM_TURNS = 4_000
const WARM_AT_ONCE = 16

/** The highest rate for one org and for many, and what a turn costs there. */
export const maximum: Measurement = {
  title: 'The highest rate with reply p99 <= 250 ms',
  async measure(extent) {
    const { best: one, steps } = await maximumOf(1, extent)
    const { best: many, steps: more } = await maximumOf(extent.orgs, extent)
    const share = one && many ? (100 * many.turnsPerSecond) / one.turnsPerSecond : null
    return [
      { name: 'one org', value: one?.turnsPerSecond ?? null, unit: 'turns/s', bar: { atLeast: 600 } },
      ...(one ? costs(one) : []),
      { name: `${extent.orgs} orgs`, value: many?.turnsPerSecond ?? null, unit: 'turns/s' },
      { name: `${extent.orgs} orgs against one`, value: share, unit: '%', bar: { atLeast: 70 } },
      { name: `CPU a turn, ${extent.orgs} orgs`, value: many?.cpuMsPerTurn.sum ?? null, unit: 'ms' },
      faultFigure(...steps, ...more),
    ]
  },
}

function maximumOf(orgs: number, extent: Extent): Promise<Maximum> {
  return onStage({ orgs, profileDir: extent.profileDir }, async (stage) => {
    extent.say(`${orgs} ${orgs === 1 ? 'org' : 'orgs'}:`)
    // A turn in each org first, then some: starting processes and compiling code is not what a turn costs.
    await fill(stage, { users: orgs, inFlight: COLD_AT_ONCE })
    await fill(stage, { users: WARM_TURNS, inFlight: WARM_AT_ONCE })
    return findMaximum(stage, extent)
  })
}

function costs({ cpuMsPerTurn, commitsPerTurn, serverRssMaxMb, generatorCpu }: LoadReport): Figure[] {
  const parts = PARTS.map((part) => ({
    name: `CPU a turn, ${PART_NAMES[part]}`,
    value: cpuMsPerTurn[part],
    unit: 'ms',
  }))
  return [
    ...parts,
    { name: 'CPU a turn, together', value: cpuMsPerTurn.sum, unit: 'ms', bar: { atMost: 2 } },
    { name: 'commits a turn, as the server counts', value: commitsPerTurn.server, unit: '' },
    { name: 'commits a turn, as PostgreSQL counts', value: commitsPerTurn.database, unit: '' },
    { name: 'server RSS under this load', value: serverRssMaxMb, unit: 'MB' },
    { name: 'generator, of one core', value: generatorCpu * 100, unit: '%' },
  ]
}
