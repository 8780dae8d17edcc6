import { setTimeout as sleep } from 'node:timers/promises'
import type { Mood } from '../bench/graph.ts'
import type { Verdict } from '../bench/judge.ts'
import { startMeter } from '../bench/processes.ts'
import { onStage } from '../bench/stage.ts'
import { openTraffic } from '../bench/traffic.ts'

/** A platform that does not take messages, in each of these ways for so long, while contacts write on. */
export type OutageOptions = {
  moods: readonly Exclude<Mood, 'well'>[]
  seconds: number
  /** Messages a second, of so many contacts in turn. */
  rate: number
  contacts: number
  patienceMs: number
  say(sentence: string): void
}

export type OutageReport = {
  verdict: Verdict
  /** Replies that came before the outage was over: some of a platform that slows down. */
  during: number
  /** From the end of the last outage until every reply had arrived, or patience ended. */
  recoveredMs: number
  rssMaxMb: number
}

const WELL_SECONDS = 3

/** Lets a server of its own on fresh data live through it. A micro-backend answers each message. */
export function runOutage(options: OutageOptions): Promise<OutageReport> {
  const { moods, seconds, patienceMs, say } = options
  return onStage({}, async (stage) => {
    const traffic = openTraffic(stage, { statuses: true })
    const meter = startMeter(stage.target.pid)
    const writing = startWriting(options, (user) => traffic.send(user, performance.now()))
    await sleep(WELL_SECONDS * 1_000)
    for (const mood of moods) {
      stage.graph.become(mood)
      await sleep(seconds * 1_000)
      say(`${mood}: ${traffic.counts.acknowledged} messages came, ${traffic.counts.answered} are answered`)
    }
    const during = traffic.counts.answered
    stage.graph.become('well')
    writing.stop()
    const begun = performance.now()
    await traffic.end(patienceMs)
    const { serverRssMaxMb } = meter.stop()
    return {
      verdict: traffic.judge.verdict(),
      during,
      recoveredMs: performance.now() - begun,
      rssMaxMb: serverRssMaxMb,
    }
  })
}

function startWriting({ rate, contacts }: OutageOptions, write: (user: number) => void): { stop(): void } {
  let count = 0
  const timer = setInterval(() => write(count++ % contacts), 1_000 / rate)
  return { stop: () => clearInterval(timer) }
}
