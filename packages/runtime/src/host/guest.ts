import { BACKEND_PROTOCOL, type BackendFrame, type JournalEntry, type TurnEnd } from '@hilo/protocol'
import type { TurnInput } from '../replay/recorder.ts'
import type { Egress } from './egress.ts'
import type { Isolation, Program } from './isolation.ts'
import { type Crash, GuestProcess } from './process.ts'

/** One turn, and all its process may ask for. */
export type PlayJob = {
  readonly orgId: string
  readonly version: { readonly hash: string; readonly bundlePath: string }
  readonly secrets: Readonly<Record<string, string>>
  /** The hosts of the version's manifest. */
  readonly egressAllow: readonly string[]
  readonly turn: TurnInput
  /** How many entries the journal has. */
  readonly length: number
  /**
   * The entries from an index on, in the order of their positions. Called only when the process lacks them.
   */
  journal(from: number): Promise<JournalEntry[]>
  /** Records a step and answers with the entry that counts. When it rejects, so does `play`. */
  onStep(entry: JournalEntry): Promise<JournalEntry>
  onLog?(level: 'info' | 'warn' | 'error', text: string): void
  /** In a process of its own: tells which of several turns brought a process down. */
  readonly exclusive?: boolean
}

export type PlayResult =
  | {
      readonly type: 'end'
      readonly entries: JournalEntry[]
      readonly readSeq: number
      readonly end: TurnEnd
    }
  | ({ readonly type: 'crashed' } & Crash)

export type GuestLimits = {
  readonly turnMs: number
  readonly memoryMb: number
  readonly logsPerSecond: number
  readonly fetchesMax: number
}

type Frame<T extends BackendFrame['type']> = Extract<BackendFrame, { type: T }>
type Open = {
  readonly job: PlayJob
  readonly dueAt: number
  sent: number
  resolve(result: PlayResult): void
  reject(error: unknown): void
}

const KNOWN_MAX = 2_000
const SECOND = 1_000
/** A process that does not answer and has used so much processor time meanwhile is in a loop. */
const BUSY_MS = 500
/** One that uses none is waited for so many times longer: it may be blocked, or kept from running. */
const STARVED_MAX = 8

/** A process with a backend in it, and the turns it is playing. */
export class Guest {
  readonly closed: Promise<Crash>
  users = 0
  usedAt = performance.now()
  readonly #process: GuestProcess
  readonly #egress: Egress
  readonly #limits: GuestLimits
  readonly #turns = new Map<number, Open>()
  readonly #fetches = new Map<number, AbortController>()
  /** How much of the journal of each run's generation the process has, oldest use first. */
  readonly #known = new Map<string, { generation: number; length: number }>()
  #lastTurn = 0
  #lastPing = 0
  #pong = 0
  /** The processor time it had used when it answered last. */
  #cpuAtPong = 0
  #logsSince = 0
  #logs = 0
  #crash: Crash | null = null

  constructor(
    { isolation, program }: { isolation: Isolation; program: Program },
    { secrets, egress, limits }: { secrets: PlayJob['secrets']; egress: Egress; limits: GuestLimits },
  ) {
    this.#egress = egress
    this.#limits = limits
    this.#process = new GuestProcess(isolation, program, (frame) => this.#hear(frame))
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
    const base = isPresent ? known.length : 0
    const tail = base === job.length ? [] : await job.journal(base)
    if (this.#crash) return { type: 'crashed', ...this.#crash }
    const id = ++this.#lastTurn
    const { promise, resolve, reject } = Promise.withResolvers<PlayResult>()
    const dueAt = performance.now() + this.#limits.turnMs
    this.#turns.set(id, { job, dueAt, sent: base + tail.length, resolve, reject })
    this.#process.send({ type: 'turn', turn: id, base, tail, ...job.turn })
    return promise
  }

  forget(runId: string): void {
    this.#known.delete(runId)
  }

  stop(detail: string): void {
    this.#kill({ reason: 'exit', detail })
  }

  /**
   * Looks after a process that is at work: its answers, its memory and its turns' time. Called every
   * `pingMs`.
   */
  watch(unansweredMax: number): void {
    if (this.#turns.size === 0) {
      this.#pong = this.#lastPing
      return
    }
    const unanswered = this.#lastPing - this.#pong
    if (unanswered === 0) this.#cpuAtPong = this.#process.cpuMs() ?? 0
    if (unanswered >= unansweredMax && this.#isStuck(unanswered >= STARVED_MAX * unansweredMax)) {
      this.#kill({ reason: 'loop', detail: 'The code kept the process busy and did not answer.' })
      return
    }
    this.#process.send({ type: 'ping', ping: ++this.#lastPing })
    if (this.#process.memory() > this.#limits.memoryMb * 1024 * 1024) {
      this.#kill({ reason: 'memory', detail: `The code used more than ${this.#limits.memoryMb} MB.` })
    }
    const now = performance.now()
    if ([...this.#turns.values()].some(({ dueAt }) => now >= dueAt)) {
      this.#kill({ reason: 'timeout', detail: `A turn took longer than ${this.#limits.turnMs} ms.` })
    }
  }

  /** On a machine that is too busy to let it run, a process does not answer and uses no processor either. */
  #isStuck(isHopeless: boolean): boolean {
    const cpuMs = this.#process.cpuMs()
    return isHopeless || cpuMs === null || cpuMs - this.#cpuAtPong >= BUSY_MS
  }

  #kill(crash: Crash): void {
    this.#crash ??= crash
    this.#process.kill(crash)
  }

  #close(crash: Crash): void {
    this.#crash ??= crash
    const result = { type: 'crashed' as const, ...this.#crash }
    for (const { resolve } of this.#turns.values()) resolve(result)
    for (const controller of this.#fetches.values()) controller.abort()
    this.#turns.clear()
    this.#fetches.clear()
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
      case 'fetch':
        void this.#fetch(frame)
        break
      case 'fetch_cancel':
        this.#fetches.get(frame.fetch)?.abort()
        break
      case 'log':
        this.#log(frame)
        break
      case 'pong':
        this.#pong = Math.min(frame.ping, this.#lastPing)
        break
      case 'broken':
        this.#kill({ reason: 'exit', detail: frame.message })
        break
      case 'ready':
        if (frame.protocol === BACKEND_PROTOCOL) break
        this.#kill({
          reason: 'exit',
          detail: `The bundle speaks backend protocol ${frame.protocol}: deploy it again.`,
        })
    }
  }

  #end({ turn, entries, readSeq, end }: Frame<'turn_end'>): void {
    const open = this.#turns.get(turn)
    if (!open) return
    this.#turns.delete(turn)
    const { runId, generation, inbox, readSeq: before } = open.job.turn
    this.#known.delete(runId)
    if (end.type === 'wait') this.#remember(runId, { generation, length: open.sent + entries.length })
    // No message that was not shown to the turn has been read by it, whatever it says.
    const lastSeq = inbox.at(-1)?.seq ?? before
    open.resolve({ type: 'end', entries, readSeq: Math.max(before, Math.min(readSeq, lastSeq)), end })
  }

  #remember(runId: string, known: { generation: number; length: number }): void {
    this.#known.set(runId, known)
    if (this.#known.size <= KNOWN_MAX) return
    const [oldest] = this.#known.keys()
    if (oldest !== undefined) this.#known.delete(oldest)
  }

  async #step({ turn, entry }: Frame<'step'>): Promise<void> {
    const open = this.#turns.get(turn)
    if (!open) return
    try {
      const recorded = await open.job.onStep(entry)
      open.sent++
      this.#process.send({ type: 'stepped', turn, entry: recorded })
    } catch (error) {
      this.#giveUp(turn, error)
    }
  }

  async #sendFull(turn: number): Promise<void> {
    const open = this.#turns.get(turn)
    if (!open) return
    try {
      const tail = await open.job.journal(0)
      open.sent = tail.length
      this.#process.send({ type: 'turn', turn, base: 0, tail, ...open.job.turn })
    } catch (error) {
      this.#giveUp(turn, error)
    }
  }

  #giveUp(turn: number, error: unknown): void {
    const open = this.#turns.get(turn)
    if (!open) return
    this.#turns.delete(turn)
    this.#known.delete(open.job.turn.runId)
    this.#process.send({ type: 'cancel', turn })
    open.reject(error)
  }

  async #fetch({ fetch, turn, body, ...request }: Frame<'fetch'>): Promise<void> {
    const open = this.#turns.get(turn)
    const refuse = (message: string) => this.#process.send({ type: 'fetch_failed', fetch, message })
    if (!open) return refuse('Its turn is over.')
    if (this.#fetches.size >= this.#limits.fetchesMax) return refuse('Too many requests at once.')
    const controller = new AbortController()
    this.#fetches.set(fetch, controller)
    try {
      const response = await this.#egress.fetch({
        ...request,
        body: body === null ? null : Buffer.from(body, 'base64'),
        allow: open.job.egressAllow,
        signal: controller.signal,
      })
      this.#process.send({ type: 'fetched', fetch, ...response, body: response.body.toString('base64') })
    } catch (error) {
      refuse(error instanceof Error ? error.message : String(error))
    } finally {
      this.#fetches.delete(fetch)
    }
  }

  #log({ turn, level, text }: Frame<'log'>): void {
    const now = performance.now()
    if (now - this.#logsSince > SECOND) {
      this.#logsSince = now
      this.#logs = 0
    }
    if (++this.#logs > this.#limits.logsPerSecond) {
      this.#kill({ reason: 'exit', detail: 'The code printed too much.' })
    } else if (turn !== null) this.#turns.get(turn)?.job.onLog?.(level, text)
  }
}
