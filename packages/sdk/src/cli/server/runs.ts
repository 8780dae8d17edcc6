import { resolve } from 'node:path'
import { api, type RunRecord } from '@hilo/protocol'
import { command } from '../command.ts'
import { appendRecords } from '../conversation/record.ts'
import { countOf } from '../replay/replay.ts'
import { BACKEND_OPTIONS, backendNameOf } from './backend.ts'
import type { Client } from './client.ts'
import { connect } from './keys.ts'
import { print } from './print.ts'

const PAGE = 50

export const exportRuns = command({
  name: 'runs export',
  summary: 'Write the last runs to a file, for hilo replay',
  usage: '<file>',
  about: `One a line, newest first; they are added to the file. They hold what contacts wrote: the file is readable
by its owner alone, and is to be kept like the conversations.`,
  options: {
    last: { type: 'string', value: 'n', default: '500', about: 'How many at most; 500 without it.' },
    ...BACKEND_OPTIONS,
  },
  async run(call) {
    const client = await connect(call)
    const name = await backendNameOf(call)
    const records = await lastRuns(client, name, countOf(call.values.last, 'last'))
    const file = resolve(call.terminal.folder, call.positionals[0] ?? '')
    await appendRecords(file, records)
    print(call, { file, count: records.length }, `${records.length} runs of ${name} are in ${file}.`)
    return 0
  },
})

/** The last runs, newest first. */
export async function lastRuns(client: Client, name: string, count: number): Promise<RunRecord[]> {
  const records: RunRecord[] = []
  for (let cursor: string | undefined; records.length < count; ) {
    const limit = Math.min(PAGE, count - records.length)
    const page = await client.call(api.exportRuns, { params: { name }, query: { cursor, limit } })
    records.push(...page.records)
    if (page.next === null) break
    cursor = page.next
  }
  return records
}
