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
    const last = countOf(call.values.last, 'last')
    const file = resolve(call.terminal.folder, call.positionals[0] ?? '')
    let count = 0
    // Made also when there is nothing to put into it.
    await appendRecords(file, [])
    try {
      for await (const records of recordPages(client, name, last)) {
        await appendRecords(file, records)
        count += records.length
      }
    } catch (error) {
      if (count > 0) call.terminal.stderr.write(`It broke off: ${file} has the newest ${count} runs.\n`)
      throw error
    }
    print(call, { file, count }, `${count} runs of ${name} are in ${file}.`)
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
  return (await Array.fromAsync(recordPages(client, name, count))).flat()
}

/** The same a page at a time: all of them may be more than fits into memory. */
async function* recordPages(client: Client, name: string, count: number): AsyncGenerator<RunRecord[]> {
  let left = count
  for (let cursor: string | undefined; left > 0; ) {
    const query = { cursor, limit: Math.min(PAGE, left) }
    const page = await client.call(api.exportRuns, { params: { name }, query })
    yield page.records
    left -= page.records.length
    if (page.next === null) break
    cursor = page.next
  }
}
