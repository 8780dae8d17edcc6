/**
 * Follows the execution log of a server. It is asked again and again for what came, a little further back
 * than was read: an entry is stored up to a moment after it happened, so it may appear behind a later one.
 * What was given once is known by its id. So nothing is lost and nothing repeated, also when the server is
 * away in between.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError, api, type LogEntry } from '@hilo/protocol'
import { type Client, type Input, NoAnswer } from './client.ts'

export type LogQuery = Omit<NonNullable<Input<typeof api.listLog>['query']>, 'cursor' | 'limit' | 'order'>

/** Where the log has been read up to. */
export type Reader = {
  /** Entries from `from` on that were not given yet, oldest first, a page at a time. */
  fresh(query: LogQuery): AsyncGenerator<LogEntry[]>
  /** The newest entries, oldest first, so many. */
  last(query: LogQuery, count: number): Promise<LogEntry[]>
}

const PAGE = 200
const EVERY_MS = 1_000
const AGAIN_MAX_MS = 10_000
/** Entries of one moment are stored within it of each other, whoever writes them. */
const OVERLAP_MS = 5_000
const ANSWER_MS = 30_000

const TRANSIENT = new Set(['unavailable', 'internal', 'too_many_requests'])

export function readerOf(client: Client): Reader {
  const given = new Map<string, number>()
  /** Up to here everything was given, but for what is stored late. */
  let readTo = Number.NEGATIVE_INFINITY
  let first: Pick<LogEntry, 'at' | 'id'> | null = null

  function take(entries: readonly LogEntry[]): LogEntry[] {
    const taken = entries.filter((entry) => !given.has(entry.id) && !isBefore(entry, first))
    for (const { id, at } of taken) {
      given.set(id, Date.parse(at))
      readTo = Math.max(readTo, Date.parse(at))
    }
    return taken
  }

  return {
    async last(query, count) {
      const entries: LogEntry[] = []
      for (let cursor: string | undefined; entries.length < count; ) {
        const limit = Math.min(PAGE, count - entries.length)
        const page = await client.call(api.listLog, { query: { ...query, cursor, limit } })
        entries.push(...page.entries)
        if (page.next === null) break
        cursor = page.next
      }
      // What is older than the oldest of them was not asked for.
      first = entries.at(-1) ?? null
      return take(entries.reverse())
    },

    async *fresh(query) {
      const from = Number.isFinite(readTo) ? new Date(readTo - OVERLAP_MS).toISOString() : query.from
      const newest = isNarrowed(query) ? await newestOf(client) : readTo
      for (let cursor: string | undefined; ; ) {
        const asked = { ...query, from, cursor, order: 'oldest', limit: PAGE } as const
        const page = await client.call(api.listLog, { query: asked }, { timeoutMs: ANSWER_MS })
        yield take(page.entries)
        if (page.next === null) break
        cursor = page.next
      }
      readTo = Math.max(readTo, newest)
      for (const [id, at] of given) if (at < readTo - OVERLAP_MS) given.delete(id)
    },
  }
}

/**
 * Gives what comes, for ever. While the server does not answer, it is asked again; `tell` is told when that
 * begins and when it ends.
 *
 * @throws AppError and CommandError for what asking again does not mend.
 */
export async function* follow(
  reader: Reader,
  query: LogQuery,
  tell: (sentence: string) => void,
): AsyncGenerator<LogEntry[]> {
  for (let failures = 0; ; ) {
    try {
      yield* reader.fresh(query)
      if (failures > 0) tell('The server answers again.')
      failures = 0
    } catch (error) {
      if (!isTransient(error)) throw error
      if (failures++ === 0) tell('The server does not answer. It is asked again until it does.')
    }
    await sleep(Math.min(EVERY_MS * 2 ** Math.min(failures, 10), AGAIN_MAX_MS))
  }
}

function isNarrowed({ from: _from, ...query }: LogQuery): boolean {
  return Object.values(query).some((value) => value !== undefined)
}

/** When the newest entry of all was: else what is rarely said would be looked for in days of log. */
async function newestOf(client: Client): Promise<number> {
  const { entries } = await client.call(api.listLog, { query: { limit: 1 } }, { timeoutMs: ANSWER_MS })
  return entries[0] ? Date.parse(entries[0].at) : Number.NEGATIVE_INFINITY
}

function isTransient(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof AppError && TRANSIENT.has(error.code))
}

function isBefore(entry: LogEntry, first: Pick<LogEntry, 'at' | 'id'> | null): boolean {
  if (!first) return false
  return entry.at === first.at ? entry.id < first.id : entry.at < first.at
}
