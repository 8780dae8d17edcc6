import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { faultsOf, type Verdict } from './judge.ts'
import { type Part, startMeter } from './processes.ts'
import { type Spread, spreadOf } from './spread.ts'
import type { Stage } from './stage.ts'
import { openTraffic, type Traffic, type TrafficOptions } from './traffic.ts'

/** Messages at a fixed rate, whatever the server does: people do not wait for each other. */
export type Load = TrafficOptions & {
  /** Messages a second over all contacts. */
  rate: number
  /** How long it is measured, after a warm-up of `warmupSeconds`. */
  seconds: number
  warmupSeconds?: number
  /** So many contacts take turns, the first of them number `from`. */
  users: number
  from?: number
  /** So many messages of a contact come at once. */
  burst?: number
}

export type LoadReport = {
  rate: number
  /** Replies that arrived in the measured time, a second. */
  turnsPerSecond: number
  /** From the planned instant to the 200, and to the arrival of the reply. */
  ackMs: Spread
  replyMs: Spread
  verdict: Verdict
  cpuMsPerTurn: Record<Part, number> & { sum: number }
  /** As the server counts them, and as PostgreSQL does. */
  commitsPerTurn: { server: number; database: number }
  serverRssMaxMb: number
  /** The generator's own share of one core: near 1 it measures itself. */
  generatorCpu: number
}

const WARMUP_SECONDS = 2
/** A rate far above the maximum leaves a backlog; what is still in it is late, and not lost. */
const PATIENCE_MS = 60_000
/** Timers are late by up to this; what is left of a gap that is long enough is waited out awake. */
const TIMER_MS = 1.2
const AWAKE_GAP_MS = 5

/** Drives a stage at a rate and tells what it cost and whether everything was answered once and in order. */
export async function drive(stage: Stage, load: Load): Promise<LoadReport> {
  const { rate, seconds, warmupSeconds = WARMUP_SECONDS } = load
  const traffic = openTraffic(stage, load)
  const begun = performance.now()
  const from = begun + warmupSeconds * 1_000
  const to = from + seconds * 1_000
  const [, window] = await Promise.all([
    writeEvenly(traffic, load, { begun, to }),
    meterBetween(stage, from, to),
  ])
  await traffic.end(PATIENCE_MS)

  const { messages } = traffic.judge
  const measured = messages.filter(({ dueAt }) => dueAt >= from)
  const turns = messages.filter(({ replyAt }) => replyAt !== null && replyAt >= from && replyAt < to).length
  const perTurn = (amount: number) => amount / Math.max(1, turns)
  const { server, backends, database } = window.cpuMs
  return {
    rate,
    turnsPerSecond: turns / seconds,
    ackMs: spreadOf(measured.flatMap(({ dueAt, ackAt }) => (ackAt === null ? [] : ackAt - dueAt))),
    replyMs: spreadOf(measured.flatMap(({ dueAt, replyAt }) => (replyAt === null ? [] : replyAt - dueAt))),
    verdict: traffic.judge.verdict(),
    cpuMsPerTurn: {
      server: perTurn(server),
      backends: perTurn(backends),
      database: perTurn(database),
      sum: perTurn(server + backends + database),
    },
    commitsPerTurn: { server: perTurn(window.commits), database: perTurn(window.databaseCommits) },
    serverRssMaxMb: window.serverRssMaxMb,
    generatorCpu: window.generatorCpu,
  }
}

type Filling = { users: number; from?: number; inFlight?: number; opening?: string }

/**
 * Lets each contact write one message as fast as the server answers.
 *
 * @throws Error when one was lost, doubled, or not answered: nothing that is measured afterwards would mean
 * anything.
 */
export async function fill(
  stage: Stage,
  { users, from = 0, inFlight = 64, opening }: Filling,
): Promise<void> {
  const traffic = openTraffic(stage, { opening })
  const { counts } = traffic
  for (let sent = 0; sent < users; ) {
    while (sent < users && sent - counts.answered < inFlight) traffic.send(from + sent++, performance.now())
    await traffic.next()
  }
  await traffic.end(PATIENCE_MS)
  const faults = faultsOf(traffic.judge.verdict())
  if (faults) throw new Error(`Filling the server failed: ${faults} of ${users}.`)
}

/** Sends each message at its instant; when the clock has run ahead, all that are due at once. */
async function writeEvenly(
  traffic: Traffic,
  { rate, users, from = 0, burst = 1 }: Load,
  { begun, to }: { begun: number; to: number },
): Promise<void> {
  const gapMs = 1_000 / rate
  for (let index = 0; ; index++) {
    const dueAt = begun + (index - (index % burst)) * gapMs
    if (dueAt >= to) return
    for (let aheadMs = dueAt - performance.now(); aheadMs > 0; aheadMs = dueAt - performance.now()) {
      if (gapMs < AWAKE_GAP_MS) await sleep(1)
      else if (aheadMs > TIMER_MS) await sleep(aheadMs - TIMER_MS)
      else await turn()
    }
    traffic.send(from + (Math.floor(index / burst) % users), dueAt)
  }
}

async function meterBetween({ target }: Stage, from: number, to: number) {
  await sleep(from - performance.now())
  const own = process.cpuUsage()
  const meter = startMeter(target.pid)
  const before = await target.figures()
  const begun = performance.now()
  await sleep(to - performance.now())
  const { user, system } = process.cpuUsage(own)
  const generatorCpu = (user + system) / 1_000 / (performance.now() - begun)
  const spent = meter.stop()
  const after = await target.figures()
  return {
    ...spent,
    generatorCpu,
    commits: after.commits - before.commits,
    databaseCommits: after.databaseCommits - before.databaseCommits,
  }
}
