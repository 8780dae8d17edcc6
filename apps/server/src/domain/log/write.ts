/**
 * Writes the execution log: gathers entries in memory and stores them a moment later, many in one statement,
 * outside of every transaction that they tell of.
 *
 * Nobody waits for it and nothing fails because of it. What comes faster than an org may write is dropped and
 * counted, and so is what cannot be stored: then an entry says how many there were.
 */
import { type Id, newId } from '@hilo/protocol'
import { isConnectionLoss } from '../../db/connection.ts'
import type { Database } from '../../db/database.ts'
import { plantForgetting } from './forget.ts'
import { type GatheredEntry, insertEntries } from './insert.ts'
import type { NewLogEntry } from './log-entry.ts'

export type ExecutionLog = {
  /** Never throws and never waits. */
  write(orgId: Id, entry: NewLogEntry): void
  /** Stores what is gathered. */
  flush(): Promise<void>
  /** Stores what is gathered, and no more. */
  close(): Promise<void>
}

type Options = {
  /** Told after entries of an org were stored. */
  onStored(orgId: Id): void
  onError(error: unknown): void
  /** How long entries are gathered. */
  flushMs?: number
  /** How many entries an org may write in that time. */
  entriesMax?: number
}

type Gathered = { entries: GatheredEntry[]; dropped: number }

const FLUSH_MS = 400
const ENTRIES_MAX = 500
/** Of all orgs together: memory is bounded while the database is away. */
const TOTAL_MAX = 5_000

export function createExecutionLog(db: Database, options: Options): ExecutionLog {
  return new Writer(db, options)
}

class Writer implements ExecutionLog {
  readonly #db: Database
  readonly #options: Options
  readonly #flushMs: number
  readonly #entriesMax: number
  readonly #planted = new Set<Id>()
  #byOrg = new Map<Id, Gathered>()
  #total = 0
  #flushing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | null = null
  #isClosed = false

  constructor(db: Database, options: Options) {
    this.#db = db
    this.#options = options
    this.#flushMs = options.flushMs ?? FLUSH_MS
    this.#entriesMax = options.entriesMax ?? ENTRIES_MAX
  }

  write(orgId: Id, entry: NewLogEntry): void {
    if (this.#isClosed) return
    const gathered = this.#gatheredOf(orgId)
    if (gathered.entries.length >= this.#entriesMax || this.#total >= TOTAL_MAX) gathered.dropped++
    else {
      gathered.entries.push({ ...entry, id: newId(), at: new Date() })
      this.#total++
    }
    this.#flushIn(this.#flushMs)
  }

  /** One flush after the other, so entries of an org are stored in their order. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#flushing = this.#flushing.then(() => this.#storeAll())
    return this.#flushing
  }

  close(): Promise<void> {
    this.#isClosed = true
    return this.flush()
  }

  #flushIn(ms: number): void {
    if (!this.#isClosed) this.#timer ??= setTimeout(() => void this.flush(), ms)
  }

  #gatheredOf(orgId: Id): Gathered {
    const gathered = this.#byOrg.get(orgId) ?? { entries: [], dropped: 0 }
    this.#byOrg.set(orgId, gathered)
    return gathered
  }

  async #storeAll(): Promise<void> {
    const all = this.#byOrg
    this.#byOrg = new Map()
    this.#total = 0
    for (const [orgId, gathered] of all) {
      try {
        await this.#store(orgId, gathered)
        this.#options.onStored(orgId)
      } catch (error) {
        this.#options.onError(error)
        this.#putBack(orgId, gathered, error)
      }
    }
  }

  async #store(orgId: Id, { entries, dropped }: Gathered): Promise<void> {
    const all = dropped > 0 ? [...entries, droppedEntry(dropped)] : entries
    const plant = this.#planted.has(orgId) ? [] : [plantForgetting(orgId)]
    await this.#db.flight(orgId, [insertEntries(orgId, all), ...plant])
    this.#planted.add(orgId)
  }

  /** While the database is away entries wait, as many as there is room for; what it refuses is counted. */
  #putBack(orgId: Id, { entries, dropped }: Gathered, error: unknown): void {
    const newer = this.#gatheredOf(orgId)
    const room = Math.max(0, Math.min(this.#entriesMax - newer.entries.length, TOTAL_MAX - this.#total))
    const kept = isConnectionLoss(error) ? entries.slice(0, room) : []
    this.#total += kept.length
    newer.entries.unshift(...kept)
    newer.dropped += dropped + entries.length - kept.length
    this.#flushIn(this.#flushMs * 5)
  }
}

function droppedEntry(count: number): GatheredEntry {
  return {
    ...{ id: newId(), at: new Date(), severity: 'warn', source: 'system', kind: 'log.dropped' },
    text: `${count} entries dropped: there were more than can be written.`,
    data: { count },
  }
}
