import { setTimeout as sleep } from 'node:timers/promises'
import { startMeter } from '../bench/processes.ts'
import { type Spread, spreadOf } from '../bench/spread.ts'
import { inFolder, newRun, onStage, type Stage } from '../bench/stage.ts'
import { userOf } from '../bench/webhook.ts'
import { type Books, judge, type Look, openBooks, type Verdict } from './books.ts'
import { startBystander } from './bystander.ts'
import { answeredIn, type Crowd, gatherCrowd, requestOf, type Said } from './crowd.ts'

/** Webhooks at a fixed rate, whatever the server does, and then the time it takes to work them off. */
export type FloodOptions = {
  /** Webhooks a second, each with `batch` messages. */
  rate: number
  batch: number
  seconds: number
  contacts: number
  /** A micro-backend answers; else people hold the inbox, so that the intake alone is measured. */
  echo: boolean
  /** For how long the backlog may be worked off before the rest counts as lost. */
  patienceMs: number
  profileDir?: string | undefined
  say(sentence: string): void
}

export type FloodReport = {
  webhooks: number
  messages: number
  /** Webhooks that were not acknowledged: the platform still has them. */
  refused: number
  /** From the planned instant to the 200. */
  ackMs: Spread
  verdict: Verdict
  /** Messages a second while the flood lasted, and afterwards until nothing was left. */
  storedPerSecond: number
  drain: { messages: number; seconds: number; perSecond: number | null }
  backlogMax: number
  oldestMaxMs: number
  /** How long single messages of a contact of another org took until they were stored, during all of it. */
  bystanderMs: Spread
  rssMaxMb: number
  cpuMsPerMessage: { server: number; database: number }
}

const BYSTANDER = 1
const NOTHING: Verdict = { lost: 0, doubled: 0, reordered: 0, strange: 0 }
const LOOK_MS = 500
const TICK_MS = 2
/** Every so many looks are told. */
const TOLD = 10

/** Floods a server of its own on fresh data. */
export function runFlood(options: FloodOptions): Promise<FloodReport> {
  const { echo, profileDir } = options
  return inFolder((dataDir) =>
    onStage({ dataDir, orgs: 2, profileDir, backend: echo ? undefined : 'none' }, async (stage) => {
      const books = openBooks(dataDir)
      try {
        return await flood({ stage, books, options, run: newRun() })
      } finally {
        await books.close()
      }
    }),
  )
}

type Flood = { stage: Stage; books: Books; options: FloodOptions; run: string }
type Posted = { ackMs: number[]; refused: number; webhooks: number }

async function flood(all: Flood): Promise<FloodReport> {
  const { stage, books, options, run } = all
  // Even contacts write to the first business, the bystander, who is odd, to the second.
  const crowd = gatherCrowd({ size: options.contacts, from: 0, step: 2 })
  const replies = hearReplies(all)
  const meter = startMeter(stage.target.pid)
  const bystander = startBystander(all, BYSTANDER)
  const watch = startWatch(all)
  const begun = performance.now()
  const posted = await pour(all, crowd)
  const ended = performance.now()
  const atEnd = await books.look()
  const messages = sum(crowd.counts.values())
  const settled = await settle(all, () => !options.echo || replies.length >= messages)
  const { cpuMs, serverRssMaxMb } = meter.stop()
  const aside = await bystander.stop()
  const looks = watch.stop()
  const counts = new Map([...crowd.counts, [BYSTANDER, aside.count]])
  const answered = options.echo ? judge(run, crowd.counts, replies) : NOTHING
  const drained = settled.stored - atEnd.stored
  const seconds = (settled.at - ended) / 1_000
  return {
    ...{ webhooks: posted.webhooks, messages, refused: posted.refused, ackMs: spreadOf(posted.ackMs) },
    verdict: added(await books.verdict(run, counts), answered),
    storedPerSecond: atEnd.stored / ((ended - begun) / 1_000),
    drain: { messages: drained, seconds, perSecond: drained > 0 ? drained / seconds : null },
    backlogMax: Math.max(0, ...looks.map(({ events }) => events)),
    oldestMaxMs: Math.max(0, ...looks.map(({ oldestMs }) => oldestMs)),
    bystanderMs: spreadOf(aside.tookMs),
    rssMaxMb: serverRssMaxMb,
    cpuMsPerMessage: { server: cpuMs.server / messages, database: cpuMs.database / messages },
  }
}

/** Where a micro-backend answers: what it answered, named like the messages, in the order of arrival. */
function hearReplies({ stage, run }: Flood): string[] {
  const replies: string[] = []
  stage.graph.listen(({ account, to, text }) => {
    const user = userOf(stage.destination, account, to)
    if (user !== BYSTANDER) replies.push(answeredIn(run, text) ?? text)
  })
  return replies
}

/** Posts each webhook at its instant; when the clock has run ahead, all that are due at once. */
async function pour({ stage, options, run }: Flood, crowd: Crowd): Promise<Posted> {
  const { rate, batch, seconds } = options
  const posted: Posted = { ackMs: [], refused: 0, webhooks: 0 }
  const begun = performance.now()
  const total = rate * seconds
  const post = async (said: Said[], dueAt: number) => {
    const status = await stage.connections.post(requestOf(stage.destination, run, said))
    posted.ackMs.push(performance.now() - dueAt)
    if (status !== 200) posted.refused++
    crowd.release(said)
  }
  const underway: Promise<void>[] = []
  for (let index = 0; index < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - begun) / 1_000) * rate) + 1)
    for (; index < due; index++) {
      underway.push(post(crowd.next(batch), begun + (index / rate) * 1_000))
    }
    await sleep(TICK_MS)
  }
  await Promise.all(underway)
  posted.webhooks = total
  return posted
}

function startWatch({ books, options }: Flood): { stop(): Look[] } {
  const looks: Look[] = []
  let isOver = false
  void (async () => {
    for (let count = 0; !isOver; count++) {
      const look = await books.look()
      looks.push(look)
      if (count % TOLD === 0) options.say(inWords(look))
      await sleep(LOOK_MS)
    }
  })()
  return {
    stop() {
      isOver = true
      return looks
    },
  }
}

function inWords({ stored, events, oldestMs }: Look): string {
  return `${stored} stored, ${events} webhooks wait, the oldest for ${(oldestMs / 1_000).toFixed(1)} s`
}

/** @returns when nothing was left, or patience ended, and how much was stored then */
async function settle(
  { books, options }: Flood,
  isAnswered: () => boolean,
): Promise<{ at: number; stored: number }> {
  const deadline = performance.now() + options.patienceMs
  for (;;) {
    const { events, stored } = await books.look()
    const at = performance.now()
    if ((events === 0 && isAnswered()) || at > deadline) return { at, stored }
    await sleep(100)
  }
}

function added(one: Verdict, other: Verdict): Verdict {
  return {
    lost: one.lost + other.lost,
    doubled: one.doubled + other.doubled,
    reordered: one.reordered + other.reordered,
    strange: one.strange + other.strange,
  }
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, one) => total + one, 0)
}
