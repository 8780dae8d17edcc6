import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Figure, faultFigure } from './figure.ts'
import { drive, fill } from './generator.ts'
import type { Extent, Measurement } from './measurement.ts'
import { type Memory, memoryOf } from './processes.ts'
import { onStage, type Stage } from './stage.ts'

const BACKEND = fileURLToPath(new URL('./questions-backend.ts', import.meta.url))
const QUESTION = 'Is this right? '
/** Only a run that went on says this; one that began anew would ask again. */
const NOTED = 'Noted: '
const RATE = 30
const WARMUP_SECONDS = 2
const SETTLE_MS = 2_000
/**
 * Caches are full after this share of the conversations: what grows afterwards grows for each conversation.
 */
const FIRST_SHARE = 0.4
/** A run that is kept in memory costs some kilobytes; less than this is the noise of the collector. */
const GROWTH_MAX_BYTES = 500
const COLLECTIONS = 3
/** With fewer, the noise is larger than the bar. */
const CONVERSATIONS_FOR_A_BAR = 5_000

/** Conversations that wait for an answer: what they cost, and how fast they go on. */
export const suspended: Measurement = {
  title: 'Suspended conversations',
  measure: (extent) =>
    onStage({ backend: BACKEND, profileDir: extent.profileDir }, async (stage) => {
      const first = Math.round(extent.suspended * FIRST_SHARE)
      await fill(stage, { users: first, opening: QUESTION })
      const some = await memoryAfterCollection(stage)
      extent.say(`${first} conversations wait`)
      await fill(stage, { from: first, users: extent.suspended - first, opening: QUESTION })
      const all = await memoryAfterCollection(stage)
      extent.say(`${extent.suspended} conversations wait`)
      return [...growth(some, all, extent.suspended - first), ...(await resume(stage, extent))]
    }),
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

/**
 * The second answer of each contact, in the order in which they began: those that waited longest go first.
 */
async function resume(stage: Stage, { suspended: users, seconds }: Extent): Promise<Figure[]> {
  const longest = users / RATE - WARMUP_SECONDS
  const report = await drive(stage, {
    ...{ rate: RATE, users, opening: NOTED },
    ...{ warmupSeconds: WARMUP_SECONDS, seconds: Math.min(seconds, longest) },
  })
  return [
    { name: `reply p50 on resuming, ${RATE}/s`, value: report.replyMs.p50, unit: 'ms' },
    { name: `reply p99 on resuming, ${RATE}/s`, value: report.replyMs.p99, unit: 'ms' },
    faultFigure(report),
  ]
}
