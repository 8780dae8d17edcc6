import { setTimeout as sleep } from 'node:timers/promises'
import type { Figure } from './figure.ts'
import { fill } from './generator.ts'
import type { Extent, Measurement } from './measurement.ts'
import { memoryOf, startMeter } from './processes.ts'
import { inFolder, onStage, type Stage } from './stage.ts'

const WARM_START_MAX_MS = 3_000
const SERVER_RSS_MAX_MB = 180

/** How long a start takes, and what a server costs that has nothing to do. */
export const rest: Measurement = {
  title: 'Start and rest',
  measure: (extent) =>
    inFolder(async (dataDir) => {
      const coldMs = await onStage({ dataDir }, async ({ target }) => target.readyMs)
      return onStage({ dataDir, seeds: false }, async (stage) => [
        {
          name: 'cold start to ready',
          value: coldMs,
          unit: 'ms',
          note: 'makes the database and seeds one org',
        },
        {
          ...{ name: 'warm start to ready', value: stage.target.readyMs, unit: 'ms' },
          bar: { atMost: WARM_START_MAX_MS },
        },
        ...(await restOf(stage, extent)),
      ])
    }),
}

/** After one turn, so that a backend process is there. */
async function restOf(stage: Stage, { restSeconds }: Extent): Promise<Figure[]> {
  await fill(stage, { users: 1 })
  await sleep(restSeconds * 1_000)
  const { server, backends, database } = memoryOf(stage.target.pid)
  const meter = startMeter(stage.target.pid)
  const before = await stage.target.figures()
  await sleep(restSeconds * 1_000)
  const { cpuMs } = meter.stop()
  const after = await stage.target.figures()
  const share = (ms: number) => ms / 10 / restSeconds
  return [
    { name: 'server RSS', value: server.rssMb, unit: 'MB', bar: { atMost: SERVER_RSS_MAX_MB } },
    { name: 'server PSS', value: server.pssMb, unit: 'MB' },
    {
      name: 'backend processes PSS',
      value: backends.pssMb,
      unit: 'MB',
      note: `${backends.processes} processes`,
    },
    { name: 'PostgreSQL PSS', value: database.pssMb, unit: 'MB', note: `${database.processes} processes` },
    { name: 'server CPU, of one core', value: share(cpuMs.server), unit: '%' },
    { name: 'backend processes CPU, of one core', value: share(cpuMs.backends), unit: '%' },
    { name: 'PostgreSQL CPU, of one core', value: share(cpuMs.database), unit: '%' },
    { name: 'commits a second', value: (after.commits - before.commits) / restSeconds, unit: '' },
  ]
}
