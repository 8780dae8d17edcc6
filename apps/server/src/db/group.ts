import type { Id } from '@hilo/protocol'
import type pg from 'pg'
import { isConnectionLoss } from './connection.ts'
import type { Step } from './statement.ts'

/** Runs the steps of one transaction in one round trip. */
export type Flight = (orgId: Id, steps: readonly Step[]) => Promise<pg.QueryResult[]>

type Waiting = {
  steps: readonly Step[]
  resolve(results: pg.QueryResult[]): void
  reject(error: unknown): void
}

/**
 * Lanes an org's flights are spread over: what concerns one key is in one lane, so groups do not block each
 * other.
 */
const LANES = 2
const GROUP_MAX = 12

/**
 * Lets flights of one org that are asked for while another is under way share the next transaction and its
 * commit. An idle lane sends at once. When a group fails, each of its flights is done alone, so one that is
 * refused does not take its neighbours with it.
 */
export function groupFlights(
  flight: Flight,
): (orgId: Id, key: string, steps: readonly Step[]) => Promise<pg.QueryResult[]> {
  const lanes = new Map<string, Waiting[]>()

  async function drain(orgId: Id, lane: string, waiting: Waiting[]): Promise<void> {
    while (waiting.length > 0) await send(flight, orgId, waiting.splice(0, GROUP_MAX))
    lanes.delete(lane)
  }

  return (orgId, key, steps) =>
    new Promise((resolve, reject) => {
      const lane = `${orgId}${key.charCodeAt(key.length - 1) % LANES}`
      const waiting = lanes.get(lane)
      if (waiting) return void waiting.push({ steps, resolve, reject })
      const fresh = [{ steps, resolve, reject }]
      lanes.set(lane, fresh)
      void drain(orgId, lane, fresh)
    })
}

async function send(flight: Flight, orgId: Id, group: Waiting[]): Promise<void> {
  try {
    const results = await flight(
      orgId,
      group.flatMap(({ steps }) => steps),
    )
    let at = 0
    for (const { steps, resolve } of group) {
      resolve(results.slice(at, at + steps.length))
      at += steps.length
    }
  } catch (error) {
    if (group.length === 1 || isConnectionLoss(error)) for (const { reject } of group) reject(error)
    else for (const { steps, resolve, reject } of group) await flight(orgId, steps).then(resolve, reject)
  }
}
