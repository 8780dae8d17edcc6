import {
  BEGIN_POSITION,
  type ContactChanges,
  type Content,
  calledOf,
  depthFailure,
  type InboxMessage,
  type JournalEntry,
  type Returned,
  type RunRecord,
  returnedOf,
  returnPosition,
  type TurnEnd,
  unknownBackend,
  type Wait,
} from '@hilo/protocol'
import { changeContact } from '@hilo/protocol/contact'
import { type Backend, type Played, playTurn, type TurnInput, takesBursts } from '../replay/index.ts'
import { EFFECTS } from '../replay/recorded.ts'
import type { Callee, Caller, CallWait, Circumstances, RunState } from './caller.ts'
import { FILES, type Io, type PlayTurn, type Step } from './kept-in-memory.ts'

export type { Callee, Circumstances } from './caller.ts'

/** `depth`: of the run that sent it; 0 for one that nobody called. */
type Place = { seq: number; at: number; depth: number }

/**
 * A run whose host is memory: it keeps what a database keeps, under the same rules, and nothing else. Each
 * turn replays the function over a copy of the journal that JSON could carry, as after a restart.
 *
 * While a backend that was called has the conversation, it is the run that is seen here.
 */
export class MemoryRun<Config = unknown, State = unknown> {
  /** Another one goes on with the journal of the one before, as far as it asks the same. */
  backend: Backend<Config, State>
  circumstances: Circumstances
  /** In ms. It stands still unless it is moved. */
  clock: number
  /** Of the present generation. */
  journal: JournalEntry[] = []
  /** The journals of the generations before, in order. */
  past: JournalEntry[][] = []
  end: TurnEnd | null = null
  /** What the contact was sent, in order. */
  readonly sent: Content[] = []
  readonly #startedAt: number
  readonly #places: Place[] = []
  readonly #people: RunRecord['people'] = []
  /** What the code did to the records of the org, in order; messages that were sent among it. */
  readonly done: JournalEntry[] = []
  readonly #io: Io
  #seq = 0
  #readSeq = 0
  #promptSeq = 0
  #inbox: InboxMessage[] = []
  readonly #callers: Caller<Config, State>[] = []
  readonly #find: (name: string) => Callee | 'elsewhere' | undefined
  readonly #play: PlayTurn
  #calls = 0
  #hasWaited = false
  #isCancelled = false
  /** By what the next turn is woken that follows without anything of the outside. */
  #following: TurnInput['wake'] | null = null

  constructor(
    backend: Backend<Config, State>,
    options: {
      circumstances: Circumstances
      clock: number
      io: Io
      /** The backends that may be called. One that is played elsewhere is waited for until `returns`. */
      find?(name: string): Callee | 'elsewhere' | undefined
      play?: PlayTurn
    },
  ) {
    this.backend = backend
    this.circumstances = options.circumstances
    this.clock = options.clock
    this.#startedAt = options.clock
    this.#io = options.io
    this.#find = options.find ?? (() => undefined)
    this.#play = options.play ?? ((turnOf) => playTurn(this.backend, turnOf))
  }

  get wait(): Wait | null {
    return this.end?.type === 'wait' ? this.end.wait : null
  }

  /** True when it gathers what the contact writes until they are quiet. */
  get takesBursts(): boolean {
    const { bursts = false } = this.circumstances
    if (this.wait?.kind !== 'message') return bursts && this.end === null
    return takesBursts(this.wait.burst, bursts)
  }

  /** All that came, in order. */
  get inbox(): readonly InboxMessage[] {
    return this.#inbox
  }

  /** Without a turn. */
  receive(content: Content, { id, words }: { id?: string; words?: string | undefined } = {}): void {
    this.#seq++
    const message = { id: id ?? `m${this.#seq}`, seq: this.#seq, content, at: this.clock }
    this.#inbox.push(words === undefined ? message : { ...message, words })
  }

  /** People hold the conversation from now on. */
  hold(): void {
    this.#people.push({ fromSeq: this.#seq, from: this.clock, untilSeq: null, until: null })
  }

  /** People hand the conversation back: what came meanwhile is not for the code. */
  release(): void {
    const hold = this.#people.at(-1)
    if (hold) Object.assign(hold, { untilSeq: this.#seq, until: this.clock })
    this.skip()
  }

  /** What came so far is not for the code: people answered it. */
  skip(): void {
    this.#readSeq = this.#seq
  }

  /** One turn, committed, and those that follow it when it ends with a checkpoint. */
  async turn(wake: TurnInput['wake'], overrides: Partial<TurnInput> = {}): Promise<this> {
    return this.settle(await this.play(wake, overrides))
  }

  /** True while a backend that was called has the conversation. */
  get isCalled(): boolean {
    return this.#callers.length > 0
  }

  /** Commits a turn, and plays those that follow it: after a checkpoint, a call, or the end of what was called. */
  async settle(played: Played): Promise<this> {
    this.commit(played)
    for (let wake = this.#following; wake !== null; wake = this.#following) {
      this.commit(await this.play(wake))
    }
    return this
  }

  /** One turn whose end is not committed, as when the host dies; its steps are recorded. */
  play(wake: TurnInput['wake'], overrides: Partial<TurnInput> = {}): Promise<Played> {
    const step: Step = async (entry, before) => this.append(entry, before)
    const io = { ...FILES, ...this.#io, step }
    const turn = { ...this.input(wake), ...overrides }
    if (wake === 'cancel') this.#isCancelled = true
    return this.#play({ journal: structuredClone(this.journal), turn, io })
  }

  commit({ entries, readSeq, end }: Played): void {
    for (const entry of entries) {
      const recorded: JournalEntry = JSON.parse(JSON.stringify(entry))
      this.#insert(recorded)
      if (entry.content || EFFECTS.has(entry.kind)) this.done.push(recorded)
      if (entry.kind === 'contact') this.#changeContact(recorded)
      if (!entry.content) continue
      this.sent.push(entry.content)
      this.#seq++
      this.#places.push({ seq: this.#seq, at: this.clock, depth: this.#callers.length })
      if (entry.kind === 'ask' || entry.kind === 'choose' || entry.kind === 'prompt')
        this.#promptSeq = this.#seq
    }
    this.#readSeq = readSeq
    this.end = end
    this.#following = null
    if (end.type === 'checkpoint') this.#beginGeneration(end.value)
    else if (end.type !== 'wait') this.#return(end)
    else if (end.wait.kind === 'call') this.#call(end.wait)
    else this.#hasWaited = true
  }

  #call(wait: CallWait): void {
    const depth = (this.circumstances.called?.depth ?? 0) + 1
    const callee = this.#find(wait.name)
    const error = depthFailure(wait.name, depth) ?? (callee ? null : unknownBackend(wait.name))
    if (error) this.#giveBack(wait, { error })
    else if (callee && callee !== 'elsewhere') this.#begin(callee, wait, depth)
  }

  /** What was called elsewhere has ended. */
  async returns(value: Returned): Promise<void> {
    if (this.wait?.kind !== 'call') return
    if (value.run) this.skip()
    this.#giveBack(this.wait, value)
    await this.settle(await this.play('returned'))
  }

  #begin(callee: Callee, wait: CallWait, depth: number): void {
    const { backend, circumstances, journal, past, end } = this
    const [promptSeq, fromSeq, hasWaited] = [this.#promptSeq, this.#readSeq, this.#hasWaited]
    this.#callers.push({ backend, circumstances, journal, past, end, promptSeq, wait, fromSeq, hasWaited })
    // Played by its own types, of which the conversation is not.
    this.backend = callee.backend as unknown as Backend<Config, State>
    this.circumstances = {
      ...circumstances,
      ...{ runId: `${circumstances.runId}-call-${++this.#calls}`, generation: 0, config: callee.config },
      called: calledOf(wait, depth),
    }
    Object.assign(this, { journal: [], past: [], end: null })
    this.#promptSeq = 0
    this.#hasWaited = false
    this.#following = 'start'
  }

  /** A run has ended: the one that called it goes on. */
  #return(end: Parameters<typeof returnedOf>[1]): void {
    const caller = this.#callers.pop()
    if (!caller) return
    const { promptSeq, wait, fromSeq, hasWaited, ...run } = caller
    const { contact, runId: id } = this.circumstances
    const ended = { id, waited: this.#hasWaited, fromSeq, readSeq: this.#readSeq, at: this.clock }
    Object.assign(this, run)
    this.circumstances = { ...run.circumstances, contact }
    this.#promptSeq = promptSeq
    this.#hasWaited ||= hasWaited
    if (this.#isCancelled) this.#following = 'cancel'
    else this.#giveBack(wait, { ...returnedOf(wait.name, end), run: ended })
  }

  #giveBack(wait: CallWait, value: Returned): void {
    const [name, position] = [wait.name, returnPosition(wait)]
    this.#insert(JSON.parse(JSON.stringify({ position, kind: 'returned', name, value })))
    this.#following = 'returned'
  }

  /** The run so far, to be played again on other code. */
  toRecord(version: string): RunRecord {
    const { backend, circumstances, past, journal, end }: RunState<Config, State> = this.#callers[0] ?? this
    const sent = this.sent.flatMap((content, index) => {
      const { depth, ...place } = this.#places[index] as Place
      return depth === 0 ? [{ ...place, content }] : []
    })
    return structuredClone({
      format: 1,
      backend: backend.name,
      version,
      ...circumstances,
      generation: circumstances.generation - past.length,
      startedAt: this.#startedAt,
      recordedAt: this.clock,
      inbox: this.#inbox,
      sent,
      people: this.#people,
      journal: [...past.flat(), ...journal],
      end,
    })
  }

  #changeContact({ value }: JournalEntry): void {
    const { contact } = this.circumstances
    const { set } = value as { set: ContactChanges }
    this.circumstances = { ...this.circumstances, contact: { ...contact, ...changeContact(contact, set) } }
  }

  input(wake: TurnInput['wake']): TurnInput {
    return {
      ...this.circumstances,
      inbox: this.#inbox.filter((message) => message.seq > this.#readSeq),
      readSeq: this.#readSeq,
      promptSeq: this.#promptSeq,
      wake,
      wait: this.wait,
      now: this.clock,
    }
  }

  /** Records a step, and what led to it. First writer wins, as in the database. */
  protected append(entry: JournalEntry, before: readonly JournalEntry[]): JournalEntry {
    for (const earlier of before) this.#keepFirst(earlier)
    return this.#keepFirst(entry)
  }

  #keepFirst(entry: JournalEntry): JournalEntry {
    const first = this.journal.find(({ position }) => position === entry.position)
    if (first) return structuredClone(first)
    const recorded = JSON.parse(JSON.stringify(entry))
    this.#insert(recorded)
    return recorded
  }

  #beginGeneration(value: unknown): void {
    this.past.push(this.journal)
    this.journal = []
    this.#insert(JSON.parse(JSON.stringify({ position: BEGIN_POSITION, kind: 'state', name: '', value })))
    this.circumstances = { ...this.circumstances, generation: this.circumstances.generation + 1 }
    this.#following = 'start'
  }

  #insert(entry: JournalEntry): void {
    if (this.journal.some(({ position }) => position === entry.position)) {
      throw new Error(`Position ${entry.position} was recorded twice.`)
    }
    this.journal.push(entry)
    this.journal.sort((a, b) => (a.position < b.position ? -1 : 1))
  }
}
