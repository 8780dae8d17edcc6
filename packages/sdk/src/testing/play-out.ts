import type { MemoryRun } from '@hilo/runtime/memory'
import type { Played } from '@hilo/runtime/replay'

/** A step is tried again at once here, so one that is tried for ever would never end. */
const ATTEMPTS_MAX = 100

/**
 * Commits a turn and plays those that follow it by themselves: the next generation, and the next attempt of a
 * step. What an author waits for is the step, not the pauses between its attempts: no time passes for them.
 */
export async function playOut<Config, State>(
  run: MemoryRun<Config, State>,
  played: Played | Promise<Played>,
): Promise<void> {
  await run.settle(await played)
  for (let tries = 1; run.wait?.kind === 'step'; tries++) {
    if (tries > ATTEMPTS_MAX) throw new Error(`Step '${run.wait.name}' failed ${ATTEMPTS_MAX} times.`)
    await run.turn('timer', { wait: { ...run.wait, dueAt: run.clock } })
  }
}
