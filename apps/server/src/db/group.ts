import type { Id } from '@hilo/protocol'
import { isLockTimeout } from './connection.ts'
import type { Landing, Transaction } from './pipeline.ts'
import type { Rows, Statement, Step } from './statement.ts'

/** Runs the steps of one transaction in one round trip. */
export type Flight = (orgId: Id, steps: readonly Step[]) => Promise<Rows[]>

/** A flight that may share its transaction with others of its org. */
type Shareable = {
  /** Names what it works on: flights of one key do not wait for each other in two transactions. */
  key: string
  /** What it locks before its first step. */
  lock?: Lock
  steps: readonly Step[]
}

/** A row to lock; the statement takes the org and a list of ids, for all that share the transaction. */
export type Lock = { statement: Statement; id: Id }

export type SharedFlight = (orgId: Id, flight: Shareable) => Promise<Rows[]>

type Asked = Shareable & { orgId: Id; resolve(results: Rows[]): void; reject(error: unknown): void }
/** What waits, in the order of each org; the org whose turn is next comes first. */
type Lane = { waiting: Map<Id, Asked[]>; isBusy: boolean }

/** What concerns one key is in one lane, so that lanes seldom wait for each other. */
export const LANES = 2
const BATCH_MAX = 24

/**
 * Lets flights that are asked for while others are under way share the next write, its answer and its flush;
 * those of one org also share a transaction. An idle lane sends at once. Orgs take turns: what one of them
 * asks for waits for some of another's, never for all of it.
 *
 * When the transaction of several flights fails, each of them is done alone, so one that is refused does not
 * take its neighbours with it. So is one that waited too long for a lock: nobody behind it waits along.
 */
export function groupFlights(
  run: (transactions: Transaction[]) => Promise<Landing>,
  alone: Flight,
): SharedFlight {
  const lanes = Array.from({ length: LANES }, (): Lane => ({ waiting: new Map(), isBusy: false }))

  async function drain(lane: Lane): Promise<void> {
    lane.isBusy = true
    while (lane.waiting.size > 0) await sendBatch(takeBatch(lane.waiting))
    lane.isBusy = false
  }

  async function sendBatch(batch: Asked[]): Promise<void> {
    let groups = [...Map.groupBy(batch, ({ orgId }) => orgId).values()]
    while (groups.length > 0) {
      try {
        groups = land(groups, await run(groups.map(transactionOf)))
      } catch (error) {
        for (const { reject } of groups.flat()) reject(error)
        return
      }
    }
  }

  /** @returns the groups that were not begun */
  function land(groups: Asked[][], { results, error }: Landing): Asked[][] {
    for (const [index, rows] of results.entries()) resolveAll(groups[index] as Asked[], rows)
    const failed = groups[results.length]
    if (!failed) return []
    if (failed.length > 1 || isLockTimeout(error)) void doAlone(failed)
    else failed[0]?.reject(error)
    return groups.slice(results.length + 1)
  }

  async function doAlone(group: Asked[]): Promise<void> {
    for (const asked of group) {
      const { orgId, steps } = transactionOf([asked])
      await alone(orgId, steps).then((rows) => resolveAll([asked], rows), asked.reject)
    }
  }

  return (orgId, flight) =>
    new Promise((resolve, reject) => {
      const lane = lanes[laneOf(orgId, flight.key)] as Lane
      const asked = { ...flight, orgId, resolve, reject }
      const before = lane.waiting.get(orgId)
      if (before) before.push(asked)
      else lane.waiting.set(orgId, [asked])
      if (!lane.isBusy) void drain(lane)
    })
}

function takeBatch(waiting: Map<Id, Asked[]>): Asked[] {
  const batch: Asked[] = []
  const share = Math.ceil(BATCH_MAX / waiting.size)
  // An org that is put behind the others comes again here when there is room left.
  for (const [orgId, asked] of waiting) {
    batch.push(...asked.splice(0, Math.min(share, BATCH_MAX - batch.length)))
    waiting.delete(orgId)
    if (asked.length > 0) waiting.set(orgId, asked)
    if (batch.length === BATCH_MAX) break
  }
  return batch
}

function laneOf(orgId: Id, key: string): number {
  return ((orgId.codePointAt(orgId.length - 1) ?? 0) + (key.codePointAt(key.length - 1) ?? 0)) % LANES
}

function transactionOf(group: Asked[]): Transaction {
  const { orgId } = group[0] as Asked
  return { orgId, steps: [...locksOf(orgId, group), ...group.flatMap(({ steps }) => steps)] }
}

function locksOf(orgId: Id, group: Asked[]): Step[] {
  const locks = group.flatMap(({ lock }) => lock ?? [])
  return [...Map.groupBy(locks, ({ statement }) => statement)].map(([statement, same]) => ({
    statement,
    values: [orgId, [...new Set(same.map(({ id }) => id))]],
  }))
}

/** Hands each flight the results of its own steps; those of the locks come first and are nobody's. */
function resolveAll(group: Asked[], rows: Rows[]): void {
  let at = rows.length - group.reduce((sum, { steps }) => sum + steps.length, 0)
  for (const { steps, resolve } of group) {
    resolve(rows.slice(at, at + steps.length))
    at += steps.length
  }
}
