import { type Figure, faultFigure } from './figure.ts'
import { drive, type Load, type LoadReport } from './generator.ts'
import type { Measurement } from './measurement.ts'
import { onStage } from './stage.ts'

const RATE = 30
/** Long enough for the compiler to have seen the code that is measured. */
const WARMUP_SECONDS = 5
const USERS = 500
const STEADY = { rate: RATE, users: USERS, warmupSeconds: WARMUP_SECONDS }

/** What a contact waits for on an unhurried server. */
export const steady: Measurement = {
  title: `${RATE} messages a second`,
  measure: (extent) =>
    onStage({ profileDir: extent.profileDir }, async (stage) => {
      const report = await drive(stage, { ...STEADY, seconds: extent.seconds })
      return [...latencies(report, { ack: 5, replyP50: 12, replyP99: 40 }), ...costs(report)]
    }),
}

/** The same when the platform reports each reply as sent, delivered and read: four webhooks a turn. */
export const steadyWithStatuses: Measurement = {
  title: `${RATE} messages a second, with status webhooks`,
  measure: (extent) =>
    onStage({ profileDir: extent.profileDir }, async (stage) => {
      const report = await drive(stage, { ...STEADY, seconds: extent.seconds, statuses: true })
      return [...latencies(report), ...costs(report)]
    }),
}

const DISORDER: Omit<Load, 'seconds'> = {
  ...{ rate: 60, users: USERS, burst: 3, repeatShare: 0.1, statuses: true },
}

/** Contacts who write three messages at once, and a platform that repeats every tenth webhook. */
export const disorder: Measurement = {
  title: 'Bursts of 3, 10 % of the webhooks repeated, with status webhooks',
  measure: (extent) =>
    onStage({}, async (stage) => [faultFigure(await drive(stage, { ...DISORDER, seconds: extent.seconds }))]),
}

function latencies(report: LoadReport, bars?: { ack: number; replyP50: number; replyP99: number }): Figure[] {
  const { ackMs, replyMs } = report
  const atMost = (bar: number | undefined) => (bar === undefined ? {} : { bar: { atMost: bar } })
  return [
    { name: 'acknowledgement p50', value: ackMs.p50, unit: 'ms', ...atMost(bars?.ack) },
    { name: 'acknowledgement p99', value: ackMs.p99, unit: 'ms' },
    { name: 'reply p50', value: replyMs.p50, unit: 'ms', ...atMost(bars?.replyP50) },
    { name: 'reply p99', value: replyMs.p99, unit: 'ms', ...atMost(bars?.replyP99) },
    faultFigure(report),
  ]
}

function costs({ cpuMsPerTurn, commitsPerTurn }: LoadReport): Figure[] {
  const { server, backends, database } = cpuMsPerTurn
  const note = [server, backends, database].map((ms) => ms.toFixed(2)).join(' + ')
  return [
    {
      name: 'CPU a turn',
      value: cpuMsPerTurn.sum,
      unit: 'ms',
      note: `server + backends + database: ${note}`,
    },
    { name: 'commits a turn', value: commitsPerTurn.server, unit: '' },
  ]
}
