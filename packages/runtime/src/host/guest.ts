import { BACKEND_PROTOCOL, type BackendFrame } from '@hilo/protocol'
import { sizeOf } from '../replay/journal-room.ts'
import { type Redact, redactorOf } from '../serve/redact.ts'
import { Allowance } from './allowance.ts'
import { Asks } from './asks.ts'
import { boundedEnd, bytesOf, endAtLimit, fits, OUT_OF_TIME } from './bounded-end.ts'
import type { Egress } from './egress.ts'
import { Fetches } from './fetches.ts'
import { Files } from './files.ts'
import type { Isolation, Program } from './isolation.ts'
import { Keeps } from './keeps.ts'
import type { PlayJob, PlayResult } from './play-job.ts'
import { type Crash, GuestProcess } from './process.ts'
import { Watch, type WatchLimits } from './watch.ts'

/**
 * A process with a backend in it, and the turns it is playing. All it says is a stranger's word: a frame that
 * nobody asked for changes nothing, and enough of them end the process.
 */

export type GuestLimits = WatchLimits & {
  readonly logsPerSecond: number
  readonly fetchesMax: number
}

type Frame<T extends BackendFrame['type']> = Extract<BackendFrame, { type: T }>
type Known = { readonly generation: number; readonly length: number; readonly bytes: number }
type Open = {
  readonly job: PlayJob
  readonly startedAt: number
  /** What the process has of the journal. */
  length: number
  bytes: number
  askedForAll: boolean
  resolve(result: PlayResult): void
  reject(error: unknown): void
}

const KNOWN_MAX = 2_000
/** Frames that answer nothing: late ones are honest, and few. */
const STRAYS_PER_SECOND = 2_000
const FINDS_PER_SECOND = 100

export class Guest {
  readonly closed: Promise<Crash>
  users = 0
  /** Whether the pool wanted its end, and not its own doing. */
  wasStopped = false
  usedAt = performance.now()
  readonly #process: GuestProcess
  readonly #redact: Redact
  readonly #watch: Watch
  readonly #turns = new Map<number, Open>()
  readonly #fetches: Fetches
  readonly #files: Files
  readonly #keeps = new Keeps((frame) => this.#process.send(frame))
  readonly #asks = new Asks((frame) => this.#process.send(frame))
  /** How much of the journal of each run's generation the process has, oldest use first. */
  readonly #known = new Map<string, Known>()
  readonly #logs: Allowance
  readonly #strays = new Allowance(STRAYS_PER_SECOND)
  readonly #finds = new Allowance(FINDS_PER_SECOND)
  #lastTurn = 0
  #crash: Crash | null = null

  constructor(
    { isolation, program }: { isolation: Isolation; program: Program },
    { secrets, egress, limits }: { secrets: PlayJob['secrets']; egress: Egress; limits: GuestLimits },
  ) {
    this.#process = new GuestProcess(isolation, program, (frame) => this.#hear(frame))
    this.#redact = redactorOf(secrets)
    this.#watch = new Watch(this.#process, limits)
    this.#logs = new Allowance(limits.logsPerSecond)
    this.#fetches = new Fetches({
      egress,
      fetchesMax: limits.fetchesMax,
      send: (frame) => this.#process.send(frame),
      backlog: () => this.#process.backlog,
      drained: () => this.#process.drained(),
    })
    this.#files = new Files((frame) => this.#process.send(frame))
    this.#process.send({ type: 'init', protocol: BACKEND_PROTOCOL, secrets: { ...secrets } })
    this.closed = this.#process.closed
    this.closed.then((crash) => this.#close(crash))
  }

  get isAlive(): boolean {
    return this.#crash === null
  }

  /** Plays a turn. Several may be under way at once. */
  async play(job: PlayJob): Promise<PlayResult> {
    const known = this.#known.get(job.turn.runId)
    const isPresent = known?.generation === job.turn.generation && known.length <= job.length
    const begun = isPresent ? known : { length: 0, bytes: 0 }
    const tail = begun.length === job.length ? [] : await job.journal(begun.length)
    if (this.#crash) return { type: 'crashed', ...this.#redact(this.#crash) }
    const id = ++this.#lastTurn
    const { promise, resolve, reject } = Promise.withResolvers<PlayResult>()
    const startedAt = performance.now()
    this.#turns.set(id, {
      ...{ job, startedAt, resolve, reject, askedForAll: false },
      length: begun.length + tail.length,
      bytes: begun.bytes + bytesOf(tail),
    })
    this.#process.send({ type: 'turn', turn: id, base: begun.length, tail, ...job.turn })
    const giveUp = () => this.#giveUp(id)?.resolve(OUT_OF_TIME)
    job.signal?.addEventListener('abort', giveUp, { once: true })
    if (job.signal?.aborted) giveUp()
    return promise.finally(() => job.signal?.removeEventListener('abort', giveUp))
  }

  forget(runId: string): void {
    this.#known.delete(runId)
  }

  stop(detail: string): void {
    this.wasStopped = true
    this.#kill({ reason: 'exit', detail })
  }

  /** Looks after a process that is at work. Called every `pingMs`. */
  watch(unansweredMax: number): void {
    const began = [...this.#turns.values()].map(({ startedAt }) => startedAt)
    const blame = this.#watch.look(began, unansweredMax)
    if (blame) this.#kill(blame)
  }

  #kill(crash: Crash): void {
    this.#crash ??= crash
    this.#process.kill(crash)
  }

  #close(crash: Crash): void {
    this.#crash ??= crash
    const result = { type: 'crashed' as const, ...this.#redact(this.#crash) }
    for (const { resolve } of this.#turns.values()) resolve(result)
    this.#fetches.cancelAll()
    this.#asks.forgetAll()
    this.#turns.clear()
  }

  #hear(frame: BackendFrame): void {
    switch (frame.type) {
      case 'turn_end':
        this.#end(frame)
        break
      case 'step':
        void this.#step(frame)
        break
      case 'need_full':
        void this.#sendFull(frame.turn)
        break
      case 'fetch': {
        const open = this.#openTurn(frame.turn)
        void this.#fetches.start(frame, open?.job.egressAllow ?? null)
        break
      }
      case 'find_member':
        void this.#answer(frame.turn, (job) => this.#findMember(frame, job))
        break
      case 'media':
        void this.#answer(frame.turn, ({ media }) => this.#files.read(frame, media))
        break
      case 'keep_file':
        void this.#answer(frame.turn, ({ keepFile }) => this.#keeps.take(frame, keepFile))
        break
      case 'ask_model':
        void this.#answer(frame.turn, ({ askModel }) => this.#asks.ask(frame, askModel))
        break
      case 'fetch_cancel':
        if (!this.#fetches.cancel(frame.fetch)) this.#stray()
        break
      case 'log':
        this.#log(frame)
        break
      case 'pong':
        if (!this.#watch.hear(frame.ping)) this.#stray()
        break
      case 'broken':
        this.#kill({ reason: 'exit', detail: frame.message })
        break
      case 'ready':
        this.#greet(frame.protocol)
    }
  }

  /** Said once by honest code; counted, so that it cannot be said without end. */
  #greet(protocol: number): void {
    this.#stray()
    if (protocol === BACKEND_PROTOCOL) return
    const detail = `The bundle speaks backend protocol ${protocol}: deploy it again.`
    this.#kill({ reason: 'exit', detail })
  }

  #openTurn(turn: number): Open | undefined {
    const open = this.#turns.get(turn)
    if (!open) this.#stray()
    return open
  }

  #stray(): void {
    if (this.#strays.take()) return
    this.#kill({ reason: 'output', detail: 'The code sent frames that nobody had asked for.' })
  }

  #end({ turn, entries, readSeq, end }: Frame<'turn_end'>): void {
    const open = this.#openTurn(turn)
    if (!open) return
    this.#turns.delete(turn)
    this.#keeps.forget(turn)
    this.#asks.forget(turn)
    const { runId, generation } = open.job.turn
    this.#known.delete(runId)
    const length = open.length + entries.length
    const bytes = open.bytes + bytesOf(entries)
    if (end.type === 'wait') this.#remember(runId, { generation, length, bytes })
    open.resolve(boundedEnd(open.job, { entries, readSeq, end }, { length, bytes }))
  }

  #remember(runId: string, known: Known): void {
    this.#known.set(runId, known)
    if (this.#known.size <= KNOWN_MAX) return
    const [oldest] = this.#known.keys()
    if (oldest !== undefined) this.#known.delete(oldest)
  }

  async #step({ turn, entry, before = [] }: Frame<'step'>): Promise<void> {
    const open = this.#openTurn(turn)
    if (!open) return
    open.length += 1 + before.length
    open.bytes += sizeOf(entry) + bytesOf(before)
    if (!fits(open)) {
      // Its steps do not stop.
      this.#giveUp(turn)?.resolve(endAtLimit(open.job))
      return
    }
    try {
      const recorded = await open.job.onStep(entry, before)
      this.#process.send({ type: 'stepped', turn, entry: recorded })
    } catch (error) {
      this.#giveUp(turn)?.reject(error)
    }
  }

  /** Once a turn, for it costs the process a word and the server a journal. */
  async #sendFull(turn: number): Promise<void> {
    const open = this.#openTurn(turn)
    if (!open || open.askedForAll) return this.#stray()
    open.askedForAll = true
    try {
      const tail = await open.job.journal(0)
      open.length = tail.length
      open.bytes = bytesOf(tail)
      this.#process.send({ type: 'turn', turn, base: 0, tail, ...open.job.turn })
    } catch (error) {
      this.#giveUp(turn)?.reject(error)
    }
  }

  #giveUp(turn: number): Open | undefined {
    const open = this.#turns.get(turn)
    if (!open) return undefined
    this.#turns.delete(turn)
    this.#keeps.forget(turn)
    this.#asks.forget(turn)
    this.#known.delete(open.job.turn.runId)
    this.#process.send({ type: 'cancel', turn })
    return open
  }

  /** Answers a turn that is under way. An answer that cannot be had is the turn's end. */
  async #answer(turn: number, act: (job: PlayJob) => Promise<void>): Promise<void> {
    const open = this.#openTurn(turn)
    if (!open) return
    try {
      await act(open.job)
    } catch (error) {
      this.#giveUp(turn)?.reject(error)
    }
  }

  async #findMember({ find, email }: Frame<'find_member'>, { findMember }: PlayJob): Promise<void> {
    if (!this.#finds.take())
      return this.#kill({ reason: 'output', detail: 'The code asked for too many members.' })
    const memberId = (await findMember?.(email)) ?? null
    this.#process.send({ type: 'member_found', find, memberId })
  }

  /** A line of no turn is told to one that is under way: it is mostly the reason why that will not end. */
  #log({ turn, level, text, data }: Frame<'log'>): void {
    if (!this.#logs.take()) {
      this.#kill({ reason: 'output', detail: 'The code printed too much.' })
      return
    }
    const open = turn === null ? this.#turns.values().next().value : this.#turns.get(turn)
    open?.job.onLog?.({ level, text, data })
  }
}
