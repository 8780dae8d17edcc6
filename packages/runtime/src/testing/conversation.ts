import type { Content, InboxMessage, JournalEntry, TurnEnd, Wait } from '@hilo/protocol'
import { type Backend, type Played, playTurn, type TurnInput, type TurnIo } from '../replay/index.ts'

const MINUTE = 60_000

/** A host in memory: keeps what a database keeps, so that a test reads as a conversation. */
export class Conversation<Config = unknown> {
  readonly backend: Backend<Config>
  readonly logs: string[] = []
  journal: JournalEntry[] = []
  end: TurnEnd | null = null
  clock = Date.UTC(2026, 0, 5, 12)
  config: unknown = {}
  locale: string | null = 'en'
  secrets: Record<string, string> = {}
  /** Called before a step is recorded; a test throws here to be a crash. */
  beforeStep: (entry: JournalEntry) => void = () => {}
  #seq = 0
  #readSeq = 0
  #promptSeq = 0
  #inbox: InboxMessage[] = []

  constructor(backend: Backend<Config>) {
    this.backend = backend
  }

  /** What the contact has been sent. */
  readonly sent: Content[] = []

  get texts(): string[] {
    return this.sent.map((content) => ('text' in content ? String(content.text) : content.type))
  }

  get lastChoices(): Content | undefined {
    return this.sent.findLast((content) => content.type === 'choices')
  }

  get wait(): Wait | null {
    return this.end?.type === 'wait' ? this.end.wait : null
  }

  get kinds(): string[] {
    return this.journal.map((entry) => entry.kind)
  }

  /** Puts a message into the inbox, without a turn. */
  receive(content: Content | string): this {
    const message = typeof content === 'string' ? { type: 'text' as const, text: content } : content
    this.#seq++
    this.#inbox.push({ id: `m${this.#seq}`, seq: this.#seq, content: message, at: this.clock })
    return this
  }

  /** The contact writes, and the run has its turn. */
  async hear(content: Content | string): Promise<this> {
    return this.receive(content).turn(this.end ? 'message' : 'start')
  }

  /** Presses the option with this title of the last choice that was sent. */
  async press(title: string, prompt: Content | undefined = this.lastChoices): Promise<this> {
    const choice = prompt?.type === 'choices' && prompt.choices.find((candidate) => candidate.title === title)
    if (!choice) throw new Error(`Nothing called ${title} was offered.`)
    return this.hear({ type: 'reply', id: choice.id, title, source: 'button' })
  }

  async pass(ms: number): Promise<this> {
    this.clock += ms
    return this.turn('timer')
  }

  /** One turn, committed. */
  async turn(wake: TurnInput['wake'] = 'message'): Promise<this> {
    this.commit(await this.play(wake))
    return this
  }

  /** One turn whose end is not committed, as when the host dies; its steps are recorded. */
  play(wake: TurnInput['wake'] = 'message', overrides: Partial<TurnInput> = {}): Promise<Played> {
    const io: TurnIo = {
      step: async (entry) => this.#append(entry),
      log: (_level, text) => this.logs.push(text),
      secret: (name) => this.secrets[name],
    }
    const turn = { ...this.input(wake), ...overrides }
    return playTurn(this.backend, { journal: structuredClone(this.journal), turn, io })
  }

  commit({ entries, readSeq, end }: Played): void {
    for (const entry of entries) {
      this.#insert(JSON.parse(JSON.stringify(entry)))
      if (!entry.content) continue
      this.sent.push(entry.content)
      this.#seq++
      if (entry.kind === 'ask' || entry.kind === 'choose' || entry.kind === 'prompt')
        this.#promptSeq = this.#seq
    }
    this.#readSeq = readSeq
    this.end = end
    this.clock += MINUTE
  }

  input(wake: TurnInput['wake']): TurnInput {
    return {
      runId: '0198a000-0000-7000-8000-000000000001',
      conversationId: '0198a000-0000-7000-8000-000000000002',
      generation: 1,
      inbox: this.#inbox.filter((message) => message.seq > this.#readSeq),
      readSeq: this.#readSeq,
      promptSeq: this.#promptSeq,
      wake,
      wait: this.wait,
      now: this.clock,
      config: this.config,
      contact: { id: 'c1', name: 'Ana', locale: this.locale, channel: 'whatsapp', phone: '5491100000000' },
      timeZone: 'UTC',
    }
  }

  /** First writer wins, as in the database. */
  #append(entry: JournalEntry): JournalEntry {
    this.beforeStep(entry)
    const first = this.journal.find(({ position }) => position === entry.position)
    if (first) return structuredClone(first)
    const recorded = JSON.parse(JSON.stringify(entry))
    this.#insert(recorded)
    return recorded
  }

  #insert(entry: JournalEntry): void {
    if (this.journal.some(({ position }) => position === entry.position)) {
      throw new Error(`Position ${entry.position} was recorded twice.`)
    }
    this.journal.push(entry)
    this.journal.sort((a, b) => (a.position < b.position ? -1 : 1))
  }
}
