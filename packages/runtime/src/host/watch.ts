import type { Crash, GuestProcess } from './process.ts'

/** What one turn, and the process it is in, may use. */
export type WatchLimits = {
  readonly turnMs: number
  /** Processor time of the process while one turn is open. */
  readonly turnCpuMs: number
  readonly memoryMb: number
}

/** A process that does not answer and has used so much processor time meanwhile is in a loop. */
const BUSY_MS = 500
/** One that uses none is waited for so many times longer: it may be blocked, or kept from running. */
const STARVED_MAX = 8
/** Node itself, the programs that isolate it, and room. */
const PROCESSES_MAX = 8
const THREADS_MAX = 48

/**
 * Looks at a process from outside: whether it answers, and what it uses. Counts unanswered pings, not
 * seconds: when the server itself was busy, nobody is blamed for it.
 */
export class Watch {
  readonly #process: GuestProcess
  readonly #limits: WatchLimits
  #lastPing = 0
  #pong = 0
  /** The processor time it had used when it answered last. */
  #cpuAtPong = 0
  /** And when a turn that began at this moment was first seen. */
  readonly #cpuAtStart = new Map<number, number>()

  constructor(process: GuestProcess, limits: WatchLimits) {
    this.#process = process
    this.#limits = limits
  }

  /** Hears an answer; false when nobody had asked. */
  hear(ping: number): boolean {
    if (ping > this.#lastPing || ping <= this.#pong) return false
    this.#pong = ping
    return true
  }

  /** Looks once; `began` are the moments at which the open turns began. Says why the process must end. */
  look(began: readonly number[], unansweredMax: number): Crash | null {
    if (began.length === 0) {
      this.#pong = this.#lastPing
      this.#cpuAtStart.clear()
      return null
    }
    const usage = this.#process.usage()
    const blamed = this.#blameForUse(usage)
    if (blamed) return blamed
    // Before it has spoken it starts, which takes what it takes on a busy machine.
    const cpuMs = this.#process.hasSpoken ? (usage?.cpuMs ?? null) : 0
    const unanswered = this.#lastPing - this.#pong
    if (unanswered === 0) this.#cpuAtPong = cpuMs ?? 0
    const isHopeless = unanswered >= STARVED_MAX * unansweredMax
    if (unanswered >= unansweredMax && (isHopeless || this.#isBusy(cpuMs))) {
      return { reason: 'loop', detail: 'The code kept the process busy and did not answer.' }
    }
    this.#process.send({ type: 'ping', ping: ++this.#lastPing })
    return this.#blameForTime(began, cpuMs)
  }

  /** On a machine that is too busy to let it run, a process does not answer and uses no processor either. */
  #isBusy(cpuMs: number | null): boolean {
    return cpuMs === null || cpuMs - this.#cpuAtPong >= BUSY_MS
  }

  #blameForUse(usage: ReturnType<GuestProcess['usage']>): Crash | null {
    if (!usage) return null
    if (usage.memory > this.#limits.memoryMb * 1024 * 1024) {
      return { reason: 'memory', detail: `The code used more than ${this.#limits.memoryMb} MB.` }
    }
    if (usage.processes > PROCESSES_MAX || usage.threads > THREADS_MAX) {
      return { reason: 'processes', detail: 'The code started processes or threads.' }
    }
    return null
  }

  #blameForTime(began: readonly number[], cpuMs: number | null): Crash | null {
    const { turnMs, turnCpuMs } = this.#limits
    const oldest = Math.min(...began)
    if (performance.now() >= oldest + turnMs) {
      return { reason: 'timeout', detail: `A turn took longer than ${turnMs} ms.` }
    }
    for (const moment of this.#cpuAtStart.keys()) if (moment < oldest) this.#cpuAtStart.delete(moment)
    if (cpuMs === null) return null
    for (const moment of began) if (!this.#cpuAtStart.has(moment)) this.#cpuAtStart.set(moment, cpuMs)
    if (cpuMs - (this.#cpuAtStart.get(oldest) ?? cpuMs) < turnCpuMs) return null
    return { reason: 'cpu', detail: `A turn used more than ${turnCpuMs} ms of processor time.` }
  }
}
