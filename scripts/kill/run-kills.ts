import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type PhoneMessage, type Simulators, startSimulators } from '@hilo/simulators'
import { stopLeftover } from '../../apps/server/src/db/embedded/stop-leftover.ts'
import { type Crowd, startCrowd } from './crowd.ts'
import { type Bar, judge } from './judge.ts'
import { type LedgerReader, openLedger } from './ledger.ts'
import type { Plant } from './plant.ts'
import { createRandom } from './random.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { type Kill, planStrikes, strikeAll, type Target } from './strike.ts'
import { clusterBelow } from './victims.ts'
import { type Settling, watchUnknown } from './watch-unknown.ts'

/**
 * Kills processes of a serving Hilo under load and compares the ledgers afterwards. People, phones, platform
 * and calendar live in this process and outlive every kill; the server and its database are real processes.
 */

export type KillOptions = {
  kills: number
  conversations: number
  targets: readonly Target[]
  seed: number
  /** Whether the platform tells what became of a send. */
  statuses: boolean
  plant: Plant | null
  /** How long a person waits for an answer before the conversation counts as stuck. */
  patienceMs: number
  /** Leaves the data and the logs where they are. */
  keep: boolean
  onProgress(sentence: string): void
}

export type KillReport = {
  options: KillOptions
  bars: Bar[]
  kills: Kill[]
  settling: Settling
  startsMs: number[]
  failedStarts: string[]
  messages: { in: number; out: number; shownTwice: number }
  bookingCalls: number
  webhooks: { posted: number; refused: number; duplicated: number; abandoned: number }
  elapsedMs: number
  /** Where data and logs are, when they were kept. */
  folder: string | null
}

const SETTLE_MAX_MS = 15_000
const QUIET_MS = 30_000
const NUMBER = '106540352000001'
const APP_SECRET = 'secret-of-the-app-that-signs'
const GRAPH_MS = 60
const CALENDAR_MS = 80

export async function runKills(options: KillOptions): Promise<KillReport> {
  const begun = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'hilo-kill-'))
  const simulators = await startSimulators()
  let server: ServerProcess | null = null
  try {
    const port = await freePort()
    const plant = options.plant ? ['--plant', options.plant] : []
    const about = [
      '--calendar',
      simulators.calendarUrl,
      '--number',
      NUMBER,
      '--app-secret',
      APP_SECRET,
      ...plant,
    ]
    server = await startServer({ folder, port, graphUrl: simulators.graphUrl, arguments: about })
    await connect(simulators, port, options)
    const ledger = openLedger(clusterBelow(join(folder, 'data')))
    try {
      return await fight({ options, folder, simulators, server, ledger, begun })
    } finally {
      await ledger.close()
    }
  } finally {
    await server?.stop()
    await stopLeftover(join(folder, 'data'))
    await simulators.close()
    if (!options.keep) rmSync(folder, { recursive: true, force: true })
  }
}

type Battle = {
  options: KillOptions
  folder: string
  simulators: Simulators
  server: ServerProcess
  ledger: LedgerReader
  begun: number
}

async function fight(battle: Battle): Promise<KillReport> {
  const { options, folder, simulators, server, ledger } = battle
  const { whatsapp } = simulators
  const random = createRandom(options.seed)
  const plan = planStrikes(random, options.kills, options.targets)
  const kills: Kill[] = []
  const watch = watchUnknown(ledger.unknown, () => lastRecovery(kills))
  const talking = { whatsapp, random: createRandom(options.seed + 1), patienceMs: options.patienceMs }
  const crowd = startCrowd(talking, options.conversations)
  const field = { server, cluster: clusterBelow(join(folder, 'data')), databaseAnswers: ledger.answers }
  await strikeAll(field, {
    plan,
    random,
    onKill(kill) {
      kills.push(kill)
      options.onProgress(`${kills.length}. ${kill.target}; ${crowd.talks.length} conversations`)
    },
  })
  await crowd.finish()
  await quiet(battle)
  const settling = await watch.end()
  return report(battle, { crowd, kills, settling })
}

/**
 * When the server and its database were last back; now, while one of them is away. The end of a micro-backend
 * keeps nobody from listening.
 */
function lastRecovery(kills: readonly Kill[]): number {
  const outages = kills.filter(({ target }) => target !== 'backend')
  if (outages.some(({ recoveredAt }) => recoveredAt === 0)) return Date.now()
  return Math.max(0, ...outages.map(({ recoveredAt }) => recoveredAt))
}

/** Waits until nothing is under way, or long enough to say that it never will be. */
async function quiet({ simulators, ledger }: Battle): Promise<void> {
  for (const deadline = Date.now() + QUIET_MS; Date.now() < deadline; await sleep(100)) {
    const { problems: _kept, ...left } = await ledger.leftovers()
    const { pending } = await simulators.whatsapp.webhookCounts()
    if (pending === 0 && Object.values(left).every((count) => count === 0)) return
  }
}

async function report(
  { options, folder, simulators, server, ledger, begun }: Battle,
  { crowd, kills, settling }: { crowd: Crowd; kills: Kill[]; settling: Settling },
): Promise<KillReport> {
  const { talks } = crowd
  const phones = await phonesOf(simulators, talks)
  const bookings = await simulators.calendar.bookings()
  const all = await ledger.read()
  const shown = [...phones.values()].flat().filter(({ direction }) => direction === 'out')
  const { posted, refused, duplicated, abandoned } = await simulators.whatsapp.webhookCounts()
  const evidence = { talks, phones, bookings, ledger: all, kills, statuses: options.statuses }
  return {
    options,
    bars: [...judge(evidence), settledInTime(settling), staysUp(server), acknowledged(posted, abandoned)],
    kills,
    settling,
    startsMs: server.startsMs,
    failedStarts: server.failedStarts,
    messages: {
      in: all.inbound.length,
      out: all.outbound.length,
      shownTwice: shown.length - new Set(shown.map(({ opaque }) => opaque)).size,
    },
    bookingCalls: bookings.reduce((sum, { calls }) => sum + calls, 0),
    webhooks: { posted, refused, duplicated, abandoned },
    elapsedMs: Date.now() - begun,
    folder: options.keep ? folder : null,
  }
}

function settledInTime({ seen, sinceRecoveryMs }: Settling): Bar {
  const isLate = sinceRecoveryMs > SETTLE_MAX_MS
  return {
    promise: `an unknown send is settled within ${SETTLE_MAX_MS / 1_000} s of recovery`,
    cases: seen,
    faults: isLate ? [`one took ${sinceRecoveryMs} ms`] : [],
  }
}

function staysUp({ startsMs, ownEnds }: ServerProcess): Bar {
  return { promise: 'the server ends only when it is killed', cases: startsMs.length, faults: ownEnds }
}

function acknowledged(posted: number, abandoned: number): Bar {
  const faults = abandoned === 0 ? [] : [`${abandoned} were given up`]
  return { promise: 'every webhook is acknowledged in the end', cases: posted, faults }
}

async function phonesOf(
  { whatsapp }: Simulators,
  talks: Crowd['talks'],
): Promise<Map<string, readonly PhoneMessage[]>> {
  const phones = new Map<string, readonly PhoneMessage[]>()
  for (const { personId } of talks) phones.set(personId, [...(await whatsapp.messages({ personId }))])
  return phones
}

/** Connects the number, and lets the platform be as it is: slow, and telling some things twice. */
async function connect(
  { whatsapp, calendar }: Simulators,
  port: number,
  options: KillOptions,
): Promise<void> {
  await whatsapp.registerNumber({
    phoneNumberId: NUMBER,
    displayPhoneNumber: '+34 910 000 001',
    verifiedName: 'Kill',
    wabaId: '102290129340000',
    accessToken: 'bench',
    webhookUrl: `http://127.0.0.1:${port}/webhooks/meta/bench`,
    appSecret: APP_SECRET,
    verifyToken: 'bench',
  })
  const silent = options.statuses ? {} : { sentMs: null, deliveredMs: null, readMs: null }
  await whatsapp.settings({
    latencyMs: GRAPH_MS,
    webhooks: { duplicateProbability: 0.1, batchMax: 3 },
    ...silent,
  })
  await calendar.settings({ latencyMs: CALENDAR_MS, seatsPerSlot: 1_000_000 })
}

/** A port that was free a moment ago; the platform needs the same one after every restart. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    const probe = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
    })
    if (isFree) return port
  }
}
