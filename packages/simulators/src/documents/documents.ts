import type { Fault } from '../http/business-call.ts'
import type { Done } from '../http/once.ts'
import { createStateFile, readState, type StateFile } from '../state-file.ts'
import { createTimers, type Timers } from '../timers.ts'

/** Where a business keeps who has shown which document. Of a picture it holds what proves that it came. */

export const SIDES = ['front', 'back'] as const
export type Side = (typeof SIDES)[number]

export type Picture = { mimeType: string; size: number; sha256: string }

export type DocumentRecord = {
  id: string
  name: string
  idNumber: string
  /** By their sides; those that were deleted, or never came, are not there. */
  pictures: Partial<Record<Side, Picture>>
}

export type Documents = {
  records: Map<string, DocumentRecord>
  done: Map<string, Done>
  settings: { latencyMs: number; token: string }
  faults: Fault[]
  timers: Timers
  state: StateFile
  close(): Promise<void>
}

type Saved = { records: DocumentRecord[]; done: Done[] }

/** The records as they were when `stateFile` was last written; none without one. */
export function createDocuments(stateFile: string | undefined): Documents {
  const saved = (readState(stateFile) as Saved | null) ?? { records: [], done: [] }
  const records = new Map(saved.records.map((record) => [record.id, record]))
  const done = new Map(saved.done.map((call) => [call.key, call]))
  const timers = createTimers()
  const snapshot = () => ({ records: [...records.values()], done: [...done.values()] })
  const state = createStateFile(stateFile, snapshot)
  return {
    ...{ records, done, timers, state },
    settings: { latencyMs: 0, token: 'documents-token' },
    faults: [],
    async close() {
      timers.stop()
      await state.flush()
    },
  }
}
