import { drive, type LoadReport } from './generator.ts'
import { faultsOf } from './judge.ts'
import type { Extent } from './measurement.ts'
import type { Stage } from './stage.ts'

const REPLY_P99_MAX_MS = 250
const SHARE_MIN = 0.97
const USERS = 1_000
const FACTOR = 1.5
/** Closer than this is noise. */
const CLOSE = 0.04
const RATE_MAX = 20_000

/** The best step, or null when even the first rate was too high; and every step that was tried. */
export type Maximum = { best: LoadReport | null; steps: LoadReport[] }

/**
 * The highest rate at which everything is answered once, in order, and 99 of 100 replies come within 250 ms:
 * raised by half until it fails, then bisected.
 */
export async function findMaximum(stage: Stage, extent: Extent): Promise<Maximum> {
  const steps: LoadReport[] = []
  let best: LoadReport | null = null
  let failed = RATE_MAX
  for (let rate = extent.fromRate; rate < failed; rate = Math.round(rate * FACTOR)) {
    const report = await tryTwice(stage, rate, { extent, steps })
    if (isGood(report)) best = report
    else failed = rate
  }
  for (let left = extent.bisections; best && left > 0 && failed - best.rate > best.rate * CLOSE; left--) {
    const report = await tryTwice(stage, Math.round((best.rate + failed) / 2), { extent, steps })
    if (isGood(report)) best = report
    else failed = report.rate
  }
  return { best, steps }
}

/** A rate fails when it fails twice: a neighbour on the machine who wakes up is no limit of the server. */
async function tryTwice(
  stage: Stage,
  rate: number,
  { extent, steps }: { extent: Extent; steps: LoadReport[] },
): Promise<LoadReport> {
  const first = await tryRate(stage, rate, extent)
  steps.push(first)
  if (isGood(first)) return first
  const second = await tryRate(stage, rate, extent)
  steps.push(second)
  return second
}

async function tryRate(stage: Stage, rate: number, { stepSeconds, say }: Extent): Promise<LoadReport> {
  const report = await drive(stage, { rate, seconds: stepSeconds, users: USERS })
  const { turnsPerSecond, replyMs, cpuMsPerTurn, generatorCpu, verdict } = report
  const faults = faultsOf(verdict)
  say(
    `${rate}/s: ${isGood(report) ? 'held' : 'not held'}, ${turnsPerSecond.toFixed(0)} turns/s, ` +
      `reply p99 ${replyMs.p99?.toFixed(0)} ms, ${cpuMsPerTurn.sum.toFixed(2)} CPU-ms a turn, ` +
      `generator at ${(generatorCpu * 100).toFixed(0)} %${faults && `, ${faults}`}`,
  )
  return report
}

function isGood({ rate, turnsPerSecond, replyMs, verdict }: LoadReport): boolean {
  const isFast = replyMs.p99 !== null && replyMs.p99 <= REPLY_P99_MAX_MS
  return isFast && turnsPerSecond >= SHARE_MIN * rate && faultsOf(verdict) === ''
}
