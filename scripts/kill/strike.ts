import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from '../../apps/server/src/db/embedded/cluster.ts'
import type { Random } from './random.ts'
import type { ServerProcess } from './server-process.ts'
import { connectionsOf, guestOf, postmasterOf } from './victims.ts'

/**
 * What is killed: the server, the postmaster or a connection of PostgreSQL, or the process of a
 * micro-backend.
 */
export const TARGETS = ['server', 'postgres', 'backend'] as const
export type Target = (typeof TARGETS)[number]

export type Strike = {
  target: Target
  /** `postgres` only: the process of one connection; PostgreSQL then restarts all of its others. */
  connection: boolean
  afterMs: number
  /** It does not wait until the one before is recovered from. */
  isHasty: boolean
}

/** A strike that hit. */
export type Kill = { target: Target; at: number; recoveredAt: number }

const HASTY = 0.15
const CONNECTION = 0.4
const VICTIM_MS = 10_000
/** After so many kills there is a calm, long enough for whatever is in doubt to be settled. */
const STORM = 10
const CALM_MS = 15_000

/** Spreads the kills evenly over the targets, in a random order, at random moments. */
export function planStrikes(random: Random, kills: number, targets: readonly Target[]): Strike[] {
  const order = Array.from({ length: kills }, (_, index) => targets[index % targets.length] as Target)
  for (let index = order.length - 1; index > 0; index--) {
    const other = random.between(0, index)
    ;[order[index], order[other]] = [order[other] as Target, order[index] as Target]
  }
  return order.map((target, index) => {
    const isCalm = index > 0 && index % STORM === 0
    const isHasty = index > 0 && !isCalm && random.chance(HASTY)
    const connection = target === 'postgres' && random.chance(CONNECTION)
    const afterMs = isHasty ? random.between(0, 300) : random.between(400, 2_600)
    return { target, connection, isHasty, afterMs: isCalm ? CALM_MS : afterMs }
  })
}

export type Field = {
  server: ServerProcess
  cluster: Cluster
  /** Resolves when the database answers a query. */
  databaseAnswers(): Promise<void>
}

/** Carries the plan out, one strike after the other, and tells when each was recovered from. */
export async function strikeAll(
  field: Field,
  { plan, random, onKill }: { plan: readonly Strike[]; random: Random; onKill(kill: Kill): void },
): Promise<void> {
  let recovery = Promise.resolve()
  for (const strike of plan) {
    if (!strike.isHasty) await recovery
    await sleep(strike.afterMs)
    await hit(field, strike, random)
    const kill: Kill = { target: strike.target, at: Date.now(), recoveredAt: 0 }
    onKill(kill)
    recovery = recovered(field).then(() => {
      kill.recoveredAt = Date.now()
    })
  }
  await recovery
}

async function recovered({ server, databaseAnswers }: Field): Promise<void> {
  await server.ready()
  await databaseAnswers()
}

/** Waits for a victim: nobody runs when nobody has said anything for a while. */
async function hit(field: Field, strike: Strike, random: Random): Promise<void> {
  for (const deadline = Date.now() + VICTIM_MS; Date.now() < deadline; await sleep(20)) {
    if (tryToHit(field, strike, random)) return
  }
  throw new Error(`There was no process of the target "${strike.target}" to kill.`)
}

function tryToHit(field: Field, strike: Strike, random: Random): boolean {
  const { server } = field
  if (strike.target === 'server') return server.kill()
  const victims = victimsOf(field, strike)
  if (victims.length === 0) return false
  try {
    process.kill(random.pick(victims), 'SIGKILL')
    return true
  } catch {
    // It ended by itself between the look and the shot.
    return false
  }
}

function victimsOf({ server, cluster }: Field, { target, connection }: Strike): number[] {
  if (target === 'postgres' && connection) return connectionsOf(cluster)
  const victim = target === 'backend' ? guestOf(server.pid) : postmasterOf(cluster)
  return victim === null ? [] : [victim]
}
