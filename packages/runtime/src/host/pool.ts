/**
 * The processes in which micro-backends run: one for each org and bundle, as many as the memory allows.
 *
 * It knows processes and turns. What a turn's end means, whether a crashed turn is played again, and
 * everything in the database are the server's.
 */
import type { BackendManifest } from '@hilo/protocol'
import { describeRemote } from '../remote/describe-remote.ts'
import { playRemote } from '../remote/play-remote.ts'
import type { Remote } from '../remote/post.ts'
import { Holding } from '../remote/remote-files.ts'
import { createEgress, type EgressOptions } from './egress.ts'
import { Guest, type GuestLimits } from './guest.ts'
import { chooseIsolation, type Isolation } from './isolation.ts'
import { prepareLauncher } from './launcher/launcher.ts'
import type { PlayJob, PlayResult } from './play-job.ts'

export type PoolLimits = GuestLimits & {
  readonly heapMb: number
  readonly pingMs: number
  /** How long a process at work may not answer. */
  readonly pongMs: number
  readonly idleMs: number
}

export type PoolOptions = {
  /** What all processes together may take; each is counted with `PROCESS_MB`. */
  readonly memoryBudgetMb?: number
  readonly limits?: Partial<PoolLimits>
  readonly egress?: EgressOptions
  /** By default the strongest that works here. */
  readonly isolation?: Isolation
}

export type Pool = {
  readonly isolation: Isolation
  /**
   * Plays one turn. Rejects only when `journal` or `onStep` do; the code's own failures are results.
   *
   * A process that goes down takes all its turns with it: they are all `crashed`, and `exclusive` finds the
   * culprit.
   */
  play(job: PlayJob): Promise<PlayResult>
  /** Asks code that lives elsewhere what it is. @throws AppError `invalid_request` */
  describeRemote(remote: Remote): Promise<BackendManifest>
  /** To be called when the end of a turn was not committed: what the processes know of this run is not so. */
  forget(runId: string): void
  /** How many processes there are. */
  readonly size: number
  stop(): Promise<void>
}

/**
 * What a process takes of its own, without what it shares with the others (measured: 21 MB, 45 after 86,000
 * turns).
 */
const PROCESS_MB = 50
/** How long the processes of an org give way to all others after one of them broke down. */
const FALLEN_MS = 60_000
const LIMITS: PoolLimits = {
  heapMb: 64,
  memoryMb: 256,
  turnMs: 60_000,
  turnCpuMs: 10_000,
  pingMs: 1_000,
  pongMs: 2_000,
  idleMs: 5 * 60_000,
  logsPerSecond: 200,
  fetchesMax: 32,
}

/** Opens a pool. Finding out which isolation works takes some 0.1 s, once. */
export async function createPool(options: PoolOptions = {}): Promise<Pool> {
  prepareLauncher()
  return new GuestPool(options, options.isolation ?? (await chooseIsolation()))
}

class GuestPool implements Pool {
  readonly isolation: Isolation
  readonly #limits: PoolLimits
  readonly #egress: ReturnType<typeof createEgress>
  readonly #holding = new Holding()
  readonly #guestsMax: number
  readonly #shared = new Map<string, Guest>()
  readonly #guests = new Set<Guest>()
  /** When a process of an org broke down last. */
  readonly #fallen = new Map<string, number>()
  readonly #timer: NodeJS.Timeout
  #waiting: (() => void)[] = []
  #isStopped = false

  constructor({ memoryBudgetMb = 512, limits, egress }: PoolOptions, isolation: Isolation) {
    this.isolation = isolation
    this.#limits = { ...LIMITS, ...limits }
    this.#egress = createEgress(egress)
    this.#guestsMax = Math.max(1, Math.floor(memoryBudgetMb / PROCESS_MB))
    this.#timer = setInterval(() => this.#watch(), this.#limits.pingMs)
    this.#timer.unref()
  }

  get size(): number {
    return this.#guests.size
  }

  async play(job: PlayJob): Promise<PlayResult> {
    const { remote } = job.version
    const { turnMs } = this.#limits
    if (remote) return playRemote(this.#egress, job, { remote, turnMs, holding: this.#holding })
    const guest = job.exclusive ? await this.#startAlone(job) : await this.#acquire(job)
    try {
      return await guest.play(job)
    } finally {
      guest.users--
      guest.usedAt = performance.now()
      if (job.exclusive) guest.stop('It was started for one turn.')
      else if (guest.users === 0) this.#waiting.shift()?.()
    }
  }

  describeRemote(remote: Remote): Promise<BackendManifest> {
    return describeRemote(this.#egress, remote)
  }

  forget(runId: string): void {
    for (const guest of this.#guests) guest.forget(runId)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#timer)
    const closed = [...this.#guests].map((guest) => guest.closed)
    for (const guest of this.#guests) guest.stop('The server is stopping.')
    for (const wake of this.#waiting) wake()
    await Promise.all([...closed, this.#egress.close()])
  }

  /** The process of this org and bundle. Secrets are its birth mark: with others it is another process. */
  async #acquire(job: PlayJob): Promise<Guest> {
    const key = `${job.orgId} ${job.version.hash} ${JSON.stringify(job.secrets)}`
    for (;;) {
      const known = this.#shared.get(key)
      if (known?.isAlive) return use(known)
      if (this.#hasRoom()) {
        const guest = this.#start(job)
        this.#shared.set(key, guest)
        guest.closed.then(() => this.#shared.get(key) === guest && this.#shared.delete(key))
        return use(guest)
      }
      await this.#makeRoom()
    }
  }

  async #startAlone(job: PlayJob): Promise<Guest> {
    while (!this.#hasRoom()) await this.#makeRoom()
    return use(this.#start(job))
  }

  #hasRoom(): boolean {
    if (this.#isStopped) throw new Error('The pool of backend processes is stopped.')
    return this.#guests.size < this.#guestsMax
  }

  /**
   * Ends the longest unused process, or waits until one is idle. Whether there is room then has to be asked
   * again.
   */
  async #makeRoom(): Promise<void> {
    const idle = [...this.#guests].filter((guest) => guest.users === 0 && guest.isAlive)
    const oldest = idle.toSorted((a, b) => a.usedAt - b.usedAt)[0]
    if (!oldest) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
      return
    }
    oldest.stop('Another backend needed its place.')
    await oldest.closed
  }

  /** Who breaks processes down again and again would otherwise take the starts of new ones from neighbours. */
  #start({ orgId, version, secrets, exclusive }: PlayJob): Guest {
    const program = {
      bundlePath: version.bundlePath,
      heapMb: this.#limits.heapMb,
      givesWay: exclusive || this.#fallen.has(orgId),
    }
    const guest = new Guest(
      { isolation: this.isolation, program },
      { secrets, egress: this.#egress, limits: this.#limits },
    )
    this.#guests.add(guest)
    guest.closed.then(() => {
      if (!guest.wasStopped) this.#fallen.set(orgId, performance.now())
      this.#guests.delete(guest)
      this.#waiting.shift()?.()
    })
    return guest
  }

  /** Counts unanswered pings, not seconds: when the server itself was busy, nobody is killed for it. */
  #watch(): void {
    const { pingMs, pongMs, idleMs } = this.#limits
    const now = performance.now()
    for (const [orgId, at] of this.#fallen) if (now - at > FALLEN_MS) this.#fallen.delete(orgId)
    for (const guest of this.#guests) {
      if (guest.users === 0 && now - guest.usedAt > idleMs) guest.stop('It had nothing to do.')
      else guest.watch(Math.ceil(pongMs / pingMs))
    }
  }
}

function use(guest: Guest): Guest {
  guest.users++
  return guest
}
