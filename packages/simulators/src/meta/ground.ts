/** What every simulated platform runs on: timers, connections, files, and a state file that follows it. */
import { createStateFile, type StateFile } from '../state-file.ts'
import { createTimers, type Timers } from '../timers.ts'
import { createMediaShelf, type MediaShelf } from './media.ts'
import { createPoster, type Poster } from './post.ts'

export type Ground = { timers: Timers; poster: Poster; media: MediaShelf; state: StateFile }

/** Everything ends with `close`, and what was to be kept is on the disk when that resolves. */
export function createGround(
  stateFile: string | undefined,
  snapshot: () => unknown,
): Ground & { close(): Promise<void> } {
  const timers = createTimers()
  const poster = createPoster()
  const state = createStateFile(stateFile, snapshot)
  return {
    timers,
    poster,
    media: createMediaShelf(stateFile === undefined ? undefined : `${stateFile}.media`),
    state,
    async close() {
      timers.stop()
      poster.close()
      await state.flush()
    },
  }
}

export function mapBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value> {
  return new Map(values.map((value) => [keyOf(value), value]))
}
