import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from '../../host/pool.ts'
import { bundleOf } from '../bundle-of.ts'
import { jobOf } from '../job-of.ts'

/** Orgs that mind their own business in the same pool, and notice how long their turns take. */
export type Neighbours = {
  /** Lets them play until it resolves; the durations of their turns, in milliseconds. */
  during(act: () => Promise<unknown>): Promise<number[]>
}

const NEIGHBOURS = 4
const PAUSE_MS = 40

export async function openNeighbours(pool: Pool): Promise<Neighbours> {
  const bundle = await bundleOf('await chat.say(await chat.ask())')
  const play = async (index: number) => {
    const begun = performance.now()
    const result = await pool.play(jobOf(bundle, 'hello', { orgId: `neighbour ${index}` }))
    if (result.type !== 'end' || result.end.type !== 'done') throw new Error('A neighbour was hurt.')
    return performance.now() - begun
  }
  // Their processes start before anything is measured.
  await Promise.all(Array.from({ length: NEIGHBOURS }, (_, index) => play(index)))
  return {
    async during(act) {
      let isOver = false
      const durations: number[] = []
      const living = Array.from({ length: NEIGHBOURS }, async (_, index) => {
        while (!isOver) {
          durations.push(await play(index))
          await sleep(PAUSE_MS)
        }
      })
      await act().finally(() => {
        isOver = true
      })
      await Promise.all(living)
      return durations
    },
  }
}

/** The duration that 99 of 100 do not exceed. */
export function p99(durations: readonly number[]): number {
  const sorted = durations.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN
}
