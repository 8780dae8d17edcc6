import { setTimeout as sleep } from 'node:timers/promises'
import type { Stage } from '../bench/stage.ts'
import type { Books } from './books.ts'
import { externalIdOf, requestOf } from './crowd.ts'

/** A contact of another org, who writes now and then while the flood is on. */
export type Bystander = { stop(): Promise<{ count: number; tookMs: number[] }> }

const PAUSE_MS = 300
const LOOK_MS = 4

/** Measures how long each message takes from the post to its conversation. */
export function startBystander(
  { stage, books, run }: { stage: Stage; books: Books; run: string },
  user: number,
): Bystander {
  const tookMs: number[] = []
  let count = 0
  let isOver = false

  async function write(): Promise<void> {
    const said = { user, nth: count++ }
    const begun = performance.now()
    await stage.connections.post(requestOf(stage.destination, run, [said]))
    while (!(await books.has(externalIdOf(run, said)))) await sleep(LOOK_MS)
    tookMs.push(performance.now() - begun)
  }

  async function go(): Promise<void> {
    while (!isOver) {
      await write()
      await sleep(PAUSE_MS)
    }
  }

  const going = go()
  return {
    async stop() {
      isOver = true
      await going
      return { count, tookMs }
    },
  }
}
