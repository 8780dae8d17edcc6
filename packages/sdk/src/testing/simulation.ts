import type { ContactSnapshot, Content, RunFailure } from '@hilo/protocol'
import { MemoryRun } from '@hilo/runtime/memory'
import { type Backend, type Duration, durationMs, type TurnInput } from '@hilo/runtime/replay'
import { type Expected, requireReplies } from './require-replies.ts'
import { performWith, type StepCall, type StepDouble } from './step-doubles.ts'
import { Transcript, wordsOf } from './transcript.ts'

export type { Expected, StepCall, StepDouble }

export type SimulationOptions<Config = unknown> = {
  /** What the schema gives a default may be left out. */
  readonly config?: Partial<Config>
  readonly secrets?: Readonly<Record<string, string>>
  /**
   * What stands in for the steps, by their names: a result, or a function that gives one or throws. When it
   * is given, a step that has no stand-in is refused, so no test reaches the network by accident; without it
   * the steps are done.
   */
  readonly steps?: Readonly<Record<string, StepDouble>>
  readonly contact?: Partial<ContactSnapshot>
  /** IANA; by default UTC. */
  readonly timeZone?: string
  /** When it begins; by default Monday, 5 January 2026, 12:00 UTC. Time passes only by `advance`. */
  readonly now?: Date | string
}

const NOW = Date.UTC(2026, 0, 5, 12)
const CONTACT: ContactSnapshot = {
  id: 'contact-1',
  name: 'Ana',
  locale: 'en',
  channel: 'whatsapp',
  phone: '5491100000000',
}
/** A step is tried again at once here, so one that is tried for ever would never end. */
const ATTEMPTS_MAX = 100

/** A conversation between a test, which is the contact, and a backend. */
export class Simulation<Config = unknown> {
  /** The steps that were done, in order. */
  readonly steps: StepCall[] = []
  /** What the code told `chat.log`. */
  readonly logs: string[] = []
  readonly #backend: Backend<Config>
  readonly #options: SimulationOptions<Config>
  readonly #transcript = new Transcript()
  #run: MemoryRun<Config>
  #runs = 1
  #told: Content[] = []
  #isHeld = false

  constructor(backend: Backend<Config>, options: SimulationOptions<Config>) {
    this.#backend = backend
    this.#options = options
    const begin = new Date(options.now ?? NOW).getTime()
    if (Number.isNaN(begin))
      throw new Error(`'${options.now}' is not a moment: give a Date or an ISO 8601 text.`)
    this.#run = this.#newRun(begin)
  }

  /**
   * The contact writes. After the end of a run it starts another; while people hold the conversation the code
   * does not hear it.
   *
   * @throws Error with the author's stack when the run fails.
   */
  async says(said: string | Content): Promise<void> {
    this.#act()
    if (this.#isOver) this.#run = this.#newRun(this.#run.clock)
    const content: Content = typeof said === 'string' ? { type: 'text', text: said } : said
    this.#transcript.heard(content)
    this.#run.receive(content)
    if (this.#isHeld) this.#run.skip()
    else await this.#play(this.#run.end ? 'message' : 'start')
  }

  /**
   * The contact presses an option of the last question that has some.
   *
   * @throws Error when there is none with this title.
   */
  async presses(title: string): Promise<void> {
    const choice = this.#choices.find((candidate) => candidate.title === title)
    if (!choice) {
      const offered = this.options.map((option) => `"${option}"`).join(', ') || 'nothing'
      throw new Error(`There is no "${title}" to press. What is offered: ${offered}.`)
    }
    await this.says({ type: 'reply', id: choice.id, title, source: 'button' })
  }

  /**
   * Time passes. What is due on the way happens in its order, each at its own moment; while people hold the
   * conversation it waits for them.
   */
  async advance(duration: Duration): Promise<void> {
    this.#act()
    const until = this.#run.clock + durationMs(duration)
    this.#transcript.happened(`${typeof duration === 'number' ? `${duration} ms` : duration} later`)
    for (let dueAt = this.#dueAt; dueAt !== null && dueAt <= until; dueAt = this.#dueAt) {
      this.#run.clock = Math.max(this.#run.clock, dueAt)
      await this.#play('timer')
    }
    this.#run.clock = Math.max(this.#run.clock, until)
  }

  /** A person takes the conversation: the code hears nothing until it is handed back. */
  takeOver(): void {
    this.#act()
    this.#isHeld = true
    this.#transcript.happened('a person takes over')
  }

  /** People hand the conversation back: the code goes on where it waited, and asks its question again. */
  async handBack(): Promise<void> {
    if (!this.#isHeld) throw new Error('Nobody holds the conversation: there is nothing to hand back.')
    this.#act()
    this.#isHeld = false
    this.#transcript.happened('handed back')
    this.#run.skip()
    if (!this.#isOver && this.#run.end) await this.#play('hand_back')
  }

  /**
   * Requires that these are the messages the contact got since it last wrote, or time last passed: all of
   * them, in order. A text must be equal, an expression must match. Without any, that there was none.
   *
   * @throws AssertionError
   */
  expect(...expected: Expected[]): void {
    requireReplies(this.replies, { expected, transcript: this.transcript })
  }

  /** The texts the contact got since it last wrote, or time last passed. */
  get replies(): string[] {
    return this.#told.map(wordsOf)
  }

  /** The titles of the last question that has options. */
  get options(): string[] {
    return this.#choices.map(({ title }) => title)
  }

  /** The whole conversation as text, for a snapshot. */
  get transcript(): string {
    return this.#transcript.text
  }

  /** How the run stands; `with people` from a hand-off, a failure or `takeOver` on. */
  get status(): 'new' | 'waiting' | 'with people' | 'done' {
    if (this.#isHeld) return 'with people'
    if (this.#run.end === null) return 'new'
    return this.#run.end.type === 'done' ? 'done' : 'waiting'
  }

  /** What `chat.end` was given. */
  get outcome(): string | null {
    return this.#run.end?.type === 'done' ? this.#run.end.outcome : null
  }

  /** What `chat.handoff` was given, while people hold the conversation because of it. */
  get handoff(): { reason: string; summary: string } | null {
    const end = this.#run.end
    return this.#isHeld && end?.type === 'wait' ? (end.handoff ?? null) : null
  }

  get failure(): RunFailure | null {
    return this.#run.end?.type === 'failed' ? this.#run.end.failure : null
  }

  get now(): Date {
    return new Date(this.#run.clock)
  }

  get #isOver(): boolean {
    const type = this.#run.end?.type
    return type === 'done' || (type === 'failed' && !this.#isHeld)
  }

  get #dueAt(): number | null {
    return this.#isHeld ? null : (this.#run.wait?.dueAt ?? null)
  }

  get #choices() {
    const last = this.#run.sent.findLast((content) => content.type === 'choices')
    return last?.choices ?? []
  }

  #act(): void {
    this.#told = []
  }

  async #play(wake: TurnInput['wake']): Promise<void> {
    const before = this.#run.sent.length
    await this.#run.turn(wake)
    // What an author waits for is the step, not the pauses between its attempts.
    for (let attempt = 1; this.#run.wait?.kind === 'step'; attempt++) {
      if (attempt > ATTEMPTS_MAX) throw new Error(`Step '${this.#run.wait.name}' failed ${attempt} times.`)
      this.#run.clock = Math.max(this.#run.clock, this.#run.wait.dueAt)
      await this.#run.turn('timer')
    }
    for (const content of this.#run.sent.slice(before)) {
      this.#told.push(content)
      this.#transcript.told(content)
    }
    this.#note()
  }

  #note(): void {
    const { end } = this.#run
    if (end?.type === 'done')
      this.#transcript.happened(end.outcome === null ? 'done' : `done: ${end.outcome}`)
    if (end?.type === 'wait' && end.wait.kind === 'hand_back') {
      this.#isHeld = true
      this.#transcript.happened(`handed over: ${end.handoff?.reason ?? end.wait.name}`)
    }
    if (end?.type === 'failed') {
      this.#isHeld = true
      this.#transcript.happened(`failed: ${end.failure.message}`)
      throw failed(end.failure)
    }
  }

  #newRun(clock: number): MemoryRun<Config> {
    const { config = {}, contact, secrets, steps, timeZone = 'UTC' } = this.#options
    return new MemoryRun(this.#backend, {
      clock,
      circumstances: {
        runId: `run-${this.#runs++}`,
        conversationId: 'conversation-1',
        generation: 0,
        config,
        contact: { ...CONTACT, ...contact },
        timeZone,
      },
      io: {
        log: (_level, text) => this.logs.push(text),
        secret: (name) => secrets?.[name],
        perform: performWith(steps, this.steps),
      },
    })
  }
}

function failed({ message, stack }: RunFailure): Error {
  const error = new Error(message)
  if (stack) error.stack = stack
  return error
}
