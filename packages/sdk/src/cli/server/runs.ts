import { resolve } from 'node:path'
import { api, type ListedRun, type RunRecord, RunStatus } from '@hilo/protocol'
import { command, wrongUsage } from '../command.ts'
import { appendRecords } from '../conversation/record.ts'
import { countOf } from '../replay/replay.ts'
import { BACKEND_OPTIONS, backendNameOf, getBackend } from './backend.ts'
import type { Client } from './client.ts'
import { connect } from './keys.ts'
import { momentOf, print, table } from './print.ts'

const PAGE = 50

export const runs = command({
  name: 'runs',
  summary: 'List the runs of a micro-backend, newest first',
  usage: '',
  about: '',
  options: {
    status: { type: 'string', about: `Only these: ${RunStatus.options.join(', ')}.` },
    version: { type: 'string', value: 'hash', about: 'Only of this version: the beginning of its hash.' },
    contact: { type: 'string', value: 'name', about: 'Only with contacts whose name begins so.' },
    last: { type: 'string', value: 'n', default: '30', about: 'How many at most; 30 without it.' },
    ...BACKEND_OPTIONS,
  },
  async run(call) {
    const { version, contact, last } = call.values
    const status = RunStatus.optional().safeParse(call.values.status)
    if (!status.success) throw wrongUsage(`--status is one of ${RunStatus.options.join(', ')}.`)
    const client = await connect(call)
    const { id: backendId } = await getBackend(client, await backendNameOf(call))
    const filter = { backendId, version, contact, status: status.data }
    const found = await listRuns(client, filter, countOf(last, 'last'))
    const rows = found.map((run) => [
      ...[run.id, run.status, run.backend.version, run.contact.name ?? '', momentOf(run.startedAt)],
      standingOf(run),
    ])
    print(call, { runs: found }, table(['run', 'status', 'version', 'contact', 'began', ''], rows))
    return 0
  },
})

export const exportRuns = command({
  name: 'runs export',
  summary: 'Write the last runs to a file, for hilo replay',
  usage: '<file>',
  about: `One a line, newest first; they are added to the file. They hold what contacts wrote: the file is
readable by its owner alone, and is to be kept like the conversations.`,
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

/** What came of a run or what it waits for, and which one called it. */
function standingOf({ parent, failure, outcome, waitingFor }: ListedRun): string {
  const standing = failure?.message ?? outcome ?? (waitingFor ? `waits: ${waitingFor.name}` : '')
  return parent ? `(called by ${parent.backendName}) ${standing}` : standing
}

async function listRuns(client: Client, filter: object, count: number): Promise<ListedRun[]> {
  const found: ListedRun[] = []
  for (let cursor: string | undefined; found.length < count; ) {
    const limit = Math.min(PAGE, count - found.length)
    const page = await client.call(api.searchRuns, { query: { ...filter, cursor, limit } })
    found.push(...page.runs)
    if (page.next === null) break
    cursor = page.next
  }
  return found
}

/** The last runs as records, newest first. */
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
