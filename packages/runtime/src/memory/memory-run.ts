import {
  BEGIN_POSITION,
  type ContactChanges,
  type ContactSnapshot,
  type Content,
  type InboxMessage,
  type JournalEntry,
  type RunRecord,
  type TurnEnd,
  type Wait,
} from '@hilo/protocol'
import { changeContact } from '@hilo/protocol/contact'
import { type Backend, type Played, playTurn, type TurnInput, type TurnIo } from '../replay/index.ts'

const EFFECTS = new Set<JournalEntry['kind']>(['tag', 'untag', 'note', 'assign', 'contact'])

/** What a run is told besides the messages. */
export type Circumstances = {
  runId: string
  conversationId: string
  generation: number
  config: unknown
  contact: ContactSnapshot
  /** IANA. */
  timeZone: string
}

type Place = { seq: number; at: number }

/**
 * A run whose host is memory: it keeps what a database keeps, under the same rules, and nothing else. Each
 * turn replays the function over a copy of the journal that JSON could carry, as after a restart.
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
  readonly past: JournalEntry[][] = []
  end: TurnEnd | null = null
  /** What the contact was sent, in order. */
  readonly sent: Content[] = []
  readonly #startedAt: number
  readonly #places: Place[] = []
  readonly #people: RunRecord['people'] = []
  /** What the code did to the records of the org, in order; messages that were sent among it. */
  readonly done: JournalEntry[] = []
  readonly #io: Omit<TurnIo, 'step'>
  #seq = 0
  #readSeq = 0
  #promptSeq = 0
  #inbox: InboxMessage[] = []

  constructor(
    backend: Backend<Config, State>,
    options: { circumstances: Circumstances; clock: number; io: Omit<TurnIo, 'step'> },
  ) {
    this.backend = backend
    this.circumstances = options.circumstances
    this.clock = options.clock
    this.#startedAt = options.clock
    this.#io = options.io
  }

  get wait(): Wait | null {
    return this.end?.type === 'wait' ? this.end.wait : null
  }

  /** All that came, in order. */
  get inbox(): readonly InboxMessage[] {
    return this.#inbox
  }

  /** Puts a message into the inbox, without a turn. */
  receive(content: Content, id?: string): void {
    this.#seq++
    this.#inbox.push({ id: id ?? `m${this.#seq}`, seq: this.#seq, content, at: this.clock })
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

  /** Commits a turn, and plays those that follow it when it ends with a checkpoint. */
  async settle(played: Played): Promise<this> {
    this.commit(played)
    while (this.end?.type === 'checkpoint') this.commit(await this.play('start'))
    return this
  }

  /** One turn whose end is not committed, as when the host dies; its steps are recorded. */
  play(wake: TurnInput['wake'], overrides: Partial<TurnInput> = {}): Promise<Played> {
    const io: TurnIo = { ...this.#io, step: async (entry, before) => this.append(entry, before) }
    const turn = { ...this.input(wake), ...overrides }
    return playTurn(this.backend, { journal: structuredClone(this.journal), turn, io })
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
      this.#places.push({ seq: this.#seq, at: this.clock })
      if (entry.kind === 'ask' || entry.kind === 'choose' || entry.kind === 'prompt')
        this.#promptSeq = this.#seq
    }
    this.#readSeq = readSeq
    this.end = end
    if (end.type === 'checkpoint') this.#beginGeneration(end.value)
  }

  /** The run so far, to be played again on other code. */
  toRecord(version: string): RunRecord {
    return structuredClone({
      format: 1,
      backend: this.backend.name,
      version,
      ...this.circumstances,
      generation: this.circumstances.generation - this.past.length,
      startedAt: this.#startedAt,
      recordedAt: this.clock,
      inbox: this.#inbox,
      sent: this.sent.map((content, index) => ({ ...(this.#places[index] as Place), content })),
      people: this.#people,
      journal: [...this.past.flat(), ...this.journal],
      end: this.end,
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
  }

  #insert(entry: JournalEntry): void {
    if (this.journal.some(({ position }) => position === entry.position)) {
      throw new Error(`Position ${entry.position} was recorded twice.`)
    }
    this.journal.push(entry)
    this.journal.sort((a, b) => (a.position < b.position ? -1 : 1))
  }
}
