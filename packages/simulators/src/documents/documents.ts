import { type Business, openBusiness } from '../business/business.ts'
import type { Done } from '../http/once.ts'
import { readState } from '../state-file.ts'

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

export type Documents = Business & {
  records: Map<string, DocumentRecord>
}

type Saved = { records: DocumentRecord[]; done: Done[] }

/** The records as they were when `stateFile` was last written; none without one. */
export function createDocuments(stateFile: string | undefined): Documents {
  const saved = (readState(stateFile) as Saved | null) ?? { records: [], done: [] }
  const records = new Map(saved.records.map((record) => [record.id, record]))
  const snapshot = () => ({ records: [...records.values()] })
  return { records, ...openBusiness({ stateFile, token: 'documents-token', done: saved.done, snapshot }) }
}
