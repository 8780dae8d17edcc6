import type { RunRecord } from '@hilo/protocol'
import { writePrivate } from '../private-file.ts'

/** Adds runs to a file, one a line. It holds what the contact wrote, so nobody else may read it. */
export function appendRecords(file: string, records: readonly RunRecord[]): Promise<void> {
  return writePrivate(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''), 'a')
}
