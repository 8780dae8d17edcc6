import { setTimeout as sleep } from 'node:timers/promises'
import { createJudge, type Judge, type Message, type Reply } from './judge.ts'
import { newRun, type Stage } from './stage.ts'
import { messageRequest, statusRequest, userOf } from './webhook.ts'

/** What traffic needs of a stage. */
export type Roads = Pick<Stage, 'destination' | 'graph' | 'connections'>

/** What goes back and forth between contacts and a server, and the judge who looks at it. */
export type Traffic = {
  readonly judge: Judge
  /** Acknowledged messages and answered ones. */
  readonly counts: { acknowledged: number; answered: number }
  /** Lets a contact write now. Their next message waits until this one is acknowledged, as on a platform. */
  send(user: number, dueAt: number): void
  /** Resolves when the next first reply arrives, or after a moment. */
  next(): Promise<void>
  /** Waits for everything to be answered and reported, but not longer than this. Ends the traffic. */
  end(patienceMs: number): Promise<void>
}

export type TrafficOptions = {
  /** Each reply is reported as sent, delivered and read. */
  statuses?: boolean
  /** The share of acknowledged webhooks that come a second time. */
  repeatShare?: number
  /** How each reply must begin. */
  opening?: string
}

/** When a phone reports what it received, after the send. */
const REPORTS = { sent: 30, delivered: 150, read: 600 } as const
const REPEAT_MAX_MS = 1_500
const RETRY_MIN_MS = 250
const RETRY_MAX_MS = 4_000
const LATE_MS = 300
const LOOK_MS = 20

/** Opens the traffic of one run; one at a time on a stage. */
export function openTraffic(roads: Roads, options: TrafficOptions = {}): Traffic {
  return new RunTraffic(roads, options)
}

class RunTraffic implements Traffic {
  readonly judge: Judge
  readonly counts = { acknowledged: 0, answered: 0 }
  readonly #roads: Roads
  readonly #options: TrafficOptions
  readonly #run = newRun()
  readonly #lanes = new Map<number, Promise<void>>()
  #underway = 0
  #isOver = false
  #waiting: (() => void)[] = []

  constructor(roads: Roads, options: TrafficOptions) {
    this.#roads = roads
    this.#options = options
    this.judge = createJudge(this.#run, options.opening)
    const { destination, graph } = roads
    graph.listen(({ id, account, to, text, opaque }) => {
      const user = userOf(destination, account, to)
      this.#hear({ user, text, at: performance.now() })
      if (options.statuses && user !== null) this.#report({ id, user, opaque })
    })
  }

  send(user: number, dueAt: number): void {
    const message = this.judge.write(user, dueAt)
    const before = this.#lanes.get(user) ?? Promise.resolve()
    this.#lanes.set(
      user,
      before.then(() => this.#bring(message)),
    )
  }

  async next(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
      setTimeout(resolve, LOOK_MS)
    })
  }

  async end(patienceMs: number): Promise<void> {
    const deadline = performance.now() + patienceMs
    const { messages } = this.judge
    const isQuiet = () => this.counts.answered === messages.length && this.#underway === 0
    while (!isQuiet() && performance.now() < deadline) await sleep(LOOK_MS)
    this.#isOver = true
    await sleep(LATE_MS)
  }

  async #bring(message: Message): Promise<void> {
    const { destination } = this.#roads
    const { user, seq } = message
    const id = `wamid.IN${this.#run}.${user}.${seq}`
    const request = messageRequest(destination, { user, id, text: this.judge.textOf(message) })
    if (!(await this.#deliver(request))) return
    message.ackAt = performance.now()
    this.counts.acknowledged++
    if (Math.random() < (this.#options.repeatShare ?? 0))
      void this.#later(request, Math.random() * REPEAT_MAX_MS)
  }

  #hear(reply: Reply): void {
    if (this.judge.hear(reply) === null) return
    this.counts.answered++
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  #report({ id, user, opaque }: { id: string; user: number; opaque: string | undefined }): void {
    for (const [status, afterMs] of Object.entries(REPORTS) as [keyof typeof REPORTS, number][]) {
      void this.#later(statusRequest(this.#roads.destination, { id, status, user, opaque }), afterMs)
    }
  }

  async #later(request: Buffer, afterMs: number): Promise<void> {
    this.#underway++
    await sleep(afterMs)
    await this.#deliver(request)
    this.#underway--
  }

  /** Tries until the server takes it, as Meta does. */
  async #deliver(request: Buffer): Promise<boolean> {
    for (let pauseMs = RETRY_MIN_MS; ; pauseMs = Math.min(pauseMs * 2, RETRY_MAX_MS)) {
      const status = await this.#roads.connections.post(request)
      if (status >= 200 && status < 300) return true
      if (this.#isOver) return false
      await sleep(pauseMs)
    }
  }
}
