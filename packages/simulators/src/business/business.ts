import type { Fault } from '../http/business-call.ts'
import type { Done } from '../http/once.ts'
import { createStateFile, type StateFile } from '../state-file.ts'
import { createTimers, type Timers } from '../timers.ts'

/** What every service of a business is made of, whatever it keeps. */
export type Business = {
  /** By their keys: what was done under each. */
  done: Map<string, Done>
  settings: { latencyMs: number; token: string }
  faults: Fault[]
  timers: Timers
  state: StateFile
  close(): Promise<void>
}

type Opening = {
  stateFile: string | undefined
  token: string
  /** What had been done when the state was last written. */
  done: readonly Done[]
  /** What the service keeps beside that, as it stands now. */
  snapshot(): object
}

/** Opens a service that is quick and without a fault until it is told otherwise. */
export function openBusiness({ stateFile, token, done: saved, snapshot }: Opening): Business {
  const done = new Map(saved.map((call) => [call.key, call]))
  const timers = createTimers()
  const state = createStateFile(stateFile, () => ({ ...snapshot(), done: [...done.values()] }))
  return {
    ...{ done, timers, state },
    settings: { latencyMs: 0, token },
    faults: [],
    async close() {
      timers.stop()
      await state.flush()
    },
  }
}
