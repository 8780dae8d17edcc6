import { appendFile, writeFile } from 'node:fs/promises'
import type { RunRecord } from '@hilo/protocol'

/** Adds runs to a file, one a line. It holds what the contact wrote, so nobody else may read it. */
export async function appendRecords(file: string, records: readonly RunRecord[]): Promise<void> {
  await writeFile(file, '', { flag: 'a', mode: 0o600 })
  await appendFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
}
