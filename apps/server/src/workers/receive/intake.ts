import { setTimeout as sleep } from 'node:timers/promises'
import type { Id } from '@hilo/protocol'
import { type PendingEvent, readPending, takePending } from '../../domain/webhook/pending.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import { createAllowance } from './allowance.ts'
import type { WebhookReceiver } from './receive-webhook.ts'

/**
 * Decides which stored events are worked on now. What comes while its line has room goes on at once and is
 * never read again. When more comes than can be worked off, the rest of the line stays in the database, and
 * is read in the order of arrival as there is room: what is in memory is bounded, and lines take turns.
 */
export type Intake = {
  /** Takes an event that is committed. */
  accept(event: PendingEvent & { lines: readonly string[] }): void
  /** Hears how long an event was on its way into the database: no platform waits because of what is behind. */
  noteAcknowledged(tookMs: number): void
  /** Takes over what nodes that died have left; behind it waits what comes to the same lines. */
  takeOver(living: readonly Id[]): Promise<void>
  /** Reads no more: what waits is left to the next start. */
  rest(): void
}

/** In memory at a time: of one line, and of all. One read may go beyond it. */
const LINE_BYTES_MAX = 24_576
const ALL_BYTES_MAX = 16 * 1_048_576
const READ_MAX = 32
/** A commit that takes longer than this is slow; for so long after one, a read gives way, so often at most. */
const SLOW_MS = 40
const WAY_MS = 40
const WAYS_MAX = 5
const READ_AGAIN_MS = 1_000
const FIRST: Id = '00000000-0000-0000-0000-000000000000'

type Line = {
  name: string
  /** What is being worked on. */
  active: Set<Id>
  bytes: number
  /** Everything up to this event was handed on. */
  last: Id
  /** More came since it was last read. */
  hasNews: boolean
  /** How often it was begun anew: what was being read at that moment is read again. */
  starts: number
}

export function createIntake(context: WorkerContext, receiver: Pick<WebhookReceiver, 'work'>): Intake {
  return new LineIntake(context, receiver)
}

class LineIntake implements Intake {
  readonly #context: WorkerContext
  readonly #receiver: Pick<WebhookReceiver, 'work'>
  readonly #lines = new Map<string, Line>()
  /** The lines of which there is more in the database; the next to be read comes first. */
  readonly #behind = new Set<Line>()
  readonly #allowance = createAllowance()
  #bytes = 0
  #slowUntil = 0
  #isReading = false
  #isResting = false

  constructor(context: WorkerContext, receiver: Pick<WebhookReceiver, 'work'>) {
    this.#context = context
    this.#receiver = receiver
  }

  accept({ lines, ...event }: PendingEvent & { lines: readonly string[] }): void {
    for (const name of lines) this.#offer(this.#lineOf(name), event)
  }

  noteAcknowledged(tookMs: number): void {
    this.#allowance.note(tookMs)
    if (tookMs > SLOW_MS) this.#slowUntil = performance.now() + WAY_MS
  }

  async takeOver(living: readonly Id[]): Promise<void> {
    const { db, node, log } = this.#context
    const taken = await takePending(db.ingress, node.id, living)
    if (taken.length === 0) return
    const events = taken.reduce((sum, line) => sum + line.events, 0)
    log.info({ events, lines: taken.length }, 'events of a node that is gone are taken up')
    for (const { line: name } of taken) {
      const line = this.#lineOf(name)
      line.last = FIRST
      line.starts++
      this.#leave(line)
    }
  }

  rest(): void {
    this.#isResting = true
  }

  #lineOf(name: string): Line {
    const known = this.#lines.get(name)
    if (known) return known
    const fresh = { name, active: new Set<Id>(), bytes: 0, last: FIRST, hasNews: false, starts: 0 }
    this.#lines.set(name, fresh)
    return fresh
  }

  #offer(line: Line, event: PendingEvent): void {
    // A post whose first answer was lost: what came after it is on its way already.
    const isLate = event.id <= line.last
    if (isLate || (!this.#behind.has(line) && this.#hasRoom(line))) this.#hand(line, event)
    else this.#leave(line)
  }

  /** Leaves what came to the database. */
  #leave(line: Line): void {
    line.hasNews = true
    this.#behind.add(line)
    this.#read()
  }

  #hand(line: Line, event: PendingEvent): void {
    const { id, body } = event
    if (line.active.has(id)) return
    const bytes = body.byteLength
    this.#count(line, bytes)
    line.active.add(id)
    if (id > line.last) line.last = id
    void this.#receiver.work({ ...event, line: line.name }).finally(() => {
      this.#count(line, -bytes)
      line.active.delete(id)
      this.#forget(line)
      this.#read()
    })
  }

  #count(line: Line, bytes: number): void {
    line.bytes += bytes
    this.#bytes += bytes
  }

  #forget(line: Line): void {
    if (line.active.size === 0 && !this.#behind.has(line)) this.#lines.delete(line.name)
  }

  #hasRoom({ active, bytes }: Line): boolean {
    const isFull = bytes >= LINE_BYTES_MAX || this.#bytes >= ALL_BYTES_MAX
    return !isFull && active.size < this.#allowance.now()
  }

  #read(): void {
    if (!this.#isReading && this.#behind.size > 0) void this.#readOn()
  }

  async #readOn(): Promise<void> {
    this.#isReading = true
    for (let line = this.#next(); line && !this.#isResting; line = this.#next()) {
      await this.#giveWay()
      await this.#readLine(line).catch((error) => this.#giveUp(error))
    }
    this.#isReading = false
  }

  /** It stays behind, and is read again. */
  async #giveUp(error: unknown): Promise<void> {
    this.#context.log.error({ error: String(error) }, 'webhooks that wait could not be read')
    await sleep(READ_AGAIN_MS)
  }

  async #giveWay(): Promise<void> {
    for (let count = 0; count < WAYS_MAX && performance.now() < this.#slowUntil; count++) await sleep(WAY_MS)
  }

  #next(): Line | undefined {
    for (const line of this.#behind) if (this.#hasRoom(line)) return line
    return undefined
  }

  async #readLine(line: Line): Promise<void> {
    const { db, node } = this.#context
    const { starts, last } = line
    line.hasNews = false
    const most = Math.min(READ_MAX, Math.max(1, this.#allowance.now() - line.active.size))
    const place = { nodeId: node.id, line: line.name, after: last, most }
    const events = await persist(() => readPending(db.ingress, place))
    if (this.#isResting || line.starts !== starts) return
    for (const event of events) this.#hand(line, event)
    // The others have their turn before it is read again.
    this.#behind.delete(line)
    if (events.length > 0 || line.hasNews) this.#behind.add(line)
    this.#forget(line)
  }
}
