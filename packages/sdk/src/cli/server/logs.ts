import { once } from 'node:events'
import { isId, type LogEntry, LogSource, Severity } from '@hilo/protocol'
import { durationMs } from '@hilo/runtime/replay'
import { type Call, command, type Terminal, wrongUsage } from '../command.ts'
import { type Paint, paintOn } from '../paint.ts'
import { printable } from '../printable.ts'
import { countOf } from '../replay/replay.ts'
import { follow, type LogQuery, readerOf } from './follow-log.ts'
import { connect, SERVER_OPTIONS } from './keys.ts'

const OPTIONS = {
  follow: { type: 'boolean', short: 'f', about: 'Go on with what comes, until Ctrl-C.' },
  backend: { type: 'string', value: 'name', about: 'Only of this micro-backend.' },
  run: { type: 'string', value: 'id', about: 'Only of this run.' },
  conversation: { type: 'string', value: 'id', about: 'Only of this conversation.' },
  severity: { type: 'string', value: 'level', about: 'This and what is graver: info, warn or error.' },
  source: { type: 'string', about: `Only from one of ${LogSource.options.join(', ')}.` },
  kind: { type: 'string', about: 'Only kinds that begin so, such as run.failed or delivery.' },
  since: { type: 'string', value: 'time', about: 'All since then: 1h, 2 days, or a time in ISO 8601.' },
  last: { type: 'string', value: 'n', about: 'The last n; 50 without --since.' },
  ...SERVER_OPTIONS,
} as const

const LAST = 50

export const logs = command({
  name: 'logs',
  summary: 'Show the execution log: what ran, what it said and why it failed',
  usage: '',
  about: `Oldest first, of the whole org unless it is narrowed; times are UTC. With --json an entry a line.
With -f it goes on with what comes; while the server is away it waits, and goes on where it was. The key
needs the scope logs:read.`,
  options: OPTIONS,
  async run(call) {
    const { values, terminal } = call
    const query = queryOf(call)
    const last = lastOf(call)
    const reader = readerOf(await connect(call))
    const show = showOn(terminal, values.json === true)
    const tell = (sentence: string) => void terminal.stderr.write(`${sentence}\n`)
    if (last === null) for await (const entries of reader.fresh(query)) await show(entries)
    // The newest one is asked for in any case: what follows comes after it.
    else await show((await reader.last(query, Math.max(last, 1))).slice(last === 0 ? 1 : 0))
    if (values.follow) for await (const entries of follow(reader, query, tell)) await show(entries)
    return 0
  },
})

type LogsCall = Call<typeof OPTIONS>

/** @throws CommandError when something is not what it has to be. */
function queryOf({ values }: LogsCall): LogQuery {
  const { backend, run, conversation, kind } = values
  const [severity, source] = [
    Severity.optional().safeParse(values.severity),
    LogSource.optional().safeParse(values.source),
  ]
  if (!severity.success) throw wrongUsage(`--severity is one of ${Severity.options.join(', ')}.`)
  if (!source.success) throw wrongUsage(`--source is one of ${LogSource.options.join(', ')}.`)
  for (const [option, id] of Object.entries({ run, conversation })) {
    if (id !== undefined && !isId(id)) throw wrongUsage(`--${option} takes a whole id, and '${id}' is none.`)
  }
  return {
    ...{ backend, runId: run, conversationId: conversation, kind },
    ...{ severity: severity.data, source: source.data, from: fromOf(values.since) },
  }
}

/** @returns null for all of them. @throws CommandError when it is no number. */
function lastOf({ values: { last, since } }: LogsCall): number | null {
  if (last !== undefined) return countOf(last, 'last')
  return since === undefined ? LAST : null
}

function fromOf(since: string | undefined): string | undefined {
  if (since === undefined) return undefined
  const at = /^\d{4}-/.test(since) ? Date.parse(since) : Date.now() - ageOf(since)
  if (!Number.isNaN(at)) return new Date(at).toISOString()
  throw wrongUsage(`--since takes a length of time or a time, and '${since}' is neither: write 1h.`)
}

function ageOf(words: string): number {
  try {
    return durationMs(words)
  } catch {
    return Number.NaN
  }
}

/** Prints entries no faster than they are read. */
function showOn(terminal: Terminal, isJson: boolean): (entries: readonly LogEntry[]) => Promise<void> {
  const { stdout } = terminal
  const paint = paintOn(terminal)
  return async (entries) => {
    const lines = entries.map((entry) => `${isJson ? JSON.stringify(entry) : lineOf(entry, paint)}\n`)
    if (lines.length > 0 && !stdout.write(lines.join(''))) await once(stdout, 'drain')
  }
}

const STYLE = { info: 'reset', warn: 'yellow', error: 'red' } as const
const DATA_MAX = 300

function lineOf({ at, severity, kind, backend, text, data }: LogEntry, paint: Paint): string {
  const time = paint('dim', at.slice(0, 19).replace('T', ' '))
  const what = paint(STYLE[severity], `${severity.padEnd(5)} ${printable(kind).padEnd(18)}`)
  const who = backend ? `${[backend.name, backend.version].filter(Boolean).join(' ')}: ` : ''
  const more = data === null ? '' : ` ${paint('dim', shortened(printable(JSON.stringify(data))))}`
  // What code says may have several lines: they stay its own.
  return `${time} ${what} ${printable(`${who}${text}`).replaceAll('\n', '\n    ')}${more}`
}

function shortened(text: string): string {
  return text.length > DATA_MAX ? `${text.slice(0, DATA_MAX)}…` : text
}
