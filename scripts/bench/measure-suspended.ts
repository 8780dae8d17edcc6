import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Figure, faultFigure } from './figure.ts'
import { drive, fill, type LoadReport } from './generator.ts'
import type { Extent, Measurement } from './measurement.ts'
import { type Memory, memoryOf, startMeter } from './processes.ts'
import { inFolder, onStage, type Stage } from './stage.ts'
import { startInstalled } from './target-process.ts'

const BACKEND = fileURLToPath(new URL('./questions-backend.ts', import.meta.url))
const QUESTION = 'Is this right? '
/** Only a run that went on says this; one that began anew would ask again. */
const NOTED = 'Noted: '
/** Nothing is sent while it rests. */
const NOWHERE = 'http://127.0.0.1:9'
const RATE = 20
const WARMUP_SECONDS = 5
const SETTLE_MS = 2_000
const IDLE_SECONDS = 10
/** What a turn costs with so many waiting is what it is compared with. */
const FEW = 1_000
/**
 * Caches are full after this share of the conversations: what grows afterwards grows for each conversation.
 */
const FIRST_SHARE = 0.4
/** A run that is kept in memory costs some kilobytes; less than this is the noise of the collector. */
const GROWTH_MAX_BYTES = 500
const COLLECTIONS = 3
/** With fewer, the noise is larger than the bars. */
const CONVERSATIONS_FOR_A_BAR = 5_000

/** Conversations that wait for an answer: what they cost, and how fast they go on. */
export const suspended: Measurement = {
  title: 'Suspended conversations',
  measure: (extent) =>
    inFolder(async (dataDir) => {
      const { suspended: all, profileDir } = extent
      const few = Math.min(FEW, Math.round(all * FIRST_SHARE))
      const options = { dataDir, backend: BACKEND, profileDir }
      await onStage(options, (stage) => fill(stage, { users: few, opening: QUESTION }))
      const again = { ...options, seeds: false }
      const [cost, grown] = await onStage(again, async (stage) => {
        const report = await resume(stage, { from: 0, users: few, extent })
        return [report.cpuMsPerTurn.sum, await grow(stage, { from: few, to: all, extent })] as const
      })
      const started = await start(dataDir, all)
      const report = await onStage(again, (stage) => resume(stage, { from: few, users: all - few, extent }))
      return [...grown, ...started, ...resumed(report, { cost, few, all })]
    }),
}

type Growing = { from: number; to: number; extent: Extent }

async function grow(stage: Stage, { from, to, extent }: Growing): Promise<Figure[]> {
  const first = Math.round((to - from) * FIRST_SHARE)
  await fill(stage, { from, users: first, opening: QUESTION })
  const some = await memoryAfterCollection(stage)
  extent.say(`${from + first} conversations wait`)
  await fill(stage, { from: from + first, users: to - from - first, opening: QUESTION })
  const all = await memoryAfterCollection(stage)
  extent.say(`${to} conversations wait`)
  return growth(some, all, to - from - first)
}

/** The server as it is installed starts on them, and has nothing to do. */
async function start(dataDir: string, conversations: number): Promise<Figure[]> {
  const { pid, readyMs, stop } = await startInstalled({ dataDir, graphUrl: NOWHERE })
  try {
    await sleep(SETTLE_MS)
    const meter = startMeter(pid)
    await sleep(IDLE_SECONDS * 1_000)
    const { server, backends, database } = meter.stop().cpuMs
    const share = (server + backends + database) / 10 / IDLE_SECONDS
    return [
      ...withBar({ name: 'start of the server with them', value: readyMs, unit: 'ms' }, 2_000, conversations),
      ...withBar({ name: 'idle CPU together, of one core', value: share, unit: '%' }, 3, conversations),
    ]
  } finally {
    await stop()
  }
}

function withBar(figure: Figure, atMost: number, conversations: number): Figure[] {
  return [conversations < CONVERSATIONS_FOR_A_BAR ? figure : { ...figure, bar: { atMost } }]
}

type Rest = { heapMb: number; server: Memory; backends: Memory }

/** What is freed late is no growth: the least of several looks counts. */
async function memoryAfterCollection({ target }: Stage): Promise<Rest> {
  let heapMb = Number.POSITIVE_INFINITY
  for (let left = COLLECTIONS; left > 0; left--) {
    await sleep(SETTLE_MS)
    heapMb = Math.min(heapMb, (await target.figures({ collectGarbage: true })).heapMb)
  }
  const { server, backends } = memoryOf(target.pid)
  return { heapMb, server, backends }
}

function growth(some: Rest, all: Rest, conversations: number): Figure[] {
  const bytes = ((all.heapMb - some.heapMb) * 1_048_576) / conversations
  const between = (from: number, to: number) =>
    `${from.toFixed(1)} MB before the last ${conversations}: ${to.toFixed(1)} MB after`
  return [
    {
      ...{ name: 'server heap, each conversation', value: bytes, unit: 'bytes' },
      ...(conversations >= CONVERSATIONS_FOR_A_BAR && { bar: { atMost: GROWTH_MAX_BYTES } }),
      note: between(some.heapMb, all.heapMb),
    },
    {
      name: 'server RSS',
      value: all.server.rssMb,
      unit: 'MB',
      note: `${some.server.rssMb.toFixed(0)} MB before`,
    },
    {
      ...{ name: 'backend processes PSS', value: all.backends.pssMb, unit: 'MB' },
      note: `${some.backends.pssMb?.toFixed(0) ?? '?'} MB before`,
    },
  ]
}

type Resuming = { from: number; users: number; extent: Extent }

/**
 * The second answer of each contact, in the order in which they began: those that waited longest go first.
 */
function resume(stage: Stage, { from, users, extent: { seconds } }: Resuming): Promise<LoadReport> {
  const longest = users / RATE - WARMUP_SECONDS
  return drive(stage, {
    ...{ rate: RATE, from, users, opening: NOTED },
    ...{ warmupSeconds: WARMUP_SECONDS, seconds: Math.min(seconds, longest) },
  })
}

type Compared = { cost: number; few: number; all: number }

function resumed(report: LoadReport, { cost, few, all }: Compared): Figure[] {
  const { replyMs, cpuMsPerTurn } = report
  const { p50, p99 } = replyMs
  const ratio = cpuMsPerTurn.sum / cost
  const note = `${cpuMsPerTurn.sum.toFixed(2)} CPU-ms with ${all}, ${cost.toFixed(2)} with ${few}`
  return [
    ...withBar({ name: `reply p50 on resuming, ${RATE}/s`, value: p50, unit: 'ms' }, 20, all),
    ...withBar({ name: `reply p99 on resuming, ${RATE}/s`, value: p99, unit: 'ms' }, 100, all),
    ...withBar({ name: 'cost of a turn against few', value: ratio, unit: '', note }, 1.3, all),
    faultFigure(report),
  ]
}
