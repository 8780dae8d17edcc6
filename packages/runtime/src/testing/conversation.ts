import type { AiAsked, Content, JournalEntry, KeptFile } from '@hilo/protocol'
import { keptInMemory } from '../memory/kept-in-memory.ts'
import { MemoryRun } from '../memory/memory-run.ts'
import type { AnyBackend, Backend, MadeFile, Played, TurnInput } from '../replay/index.ts'

const MINUTE = 60_000
const CONTACT = {
  ...{ id: 'c1', name: 'Ana', locale: 'en', channel: 'whatsapp', phone: '5491100000000', attributes: {} },
}

/** A run in memory with words for tests, so that a test reads as a conversation. */
export class Conversation<Config = unknown, State = unknown> extends MemoryRun<Config, State> {
  readonly logs: string[]
  secrets: Record<string, string> = {}
  /** The members by their addresses. */
  members: Record<string, string> = {}
  /** Keeps the files that the code made; a test counts them, or refuses. */
  keepFile: (file: MadeFile) => Promise<KeptFile> = async (file) => keptInMemory(file)
  /** What a model says; a test throws an `AiError` where none can be had. */
  model: (asked: AiAsked) => unknown = () => null
  /** What may be called, by name. */
  backends: Record<string, AnyBackend> = {}
  /** What the contact's files hold, by their ids. */
  media: (id: string) => Promise<Uint8Array> = async () => new Uint8Array()
  /** Called before a step is recorded; a test throws here to be a crash. */
  beforeStep: (entry: JournalEntry) => void = () => {}

  constructor(backend: Backend<Config, State>) {
    const logs: string[] = []
    super(backend, {
      clock: Date.UTC(2026, 0, 5, 12),
      circumstances: {
        runId: '0198a000-0000-7000-8000-000000000001',
        conversationId: '0198a000-0000-7000-8000-000000000002',
        generation: 1,
        config: {},
        contact: CONTACT,
        timeZone: 'UTC',
      },
      io: {
        log: (level, text, data) =>
          logs.push(`${level} ${text}${data === undefined ? '' : ` ${JSON.stringify(data)}`}`),
        secret: (name) => this.secrets[name],
        findMember: async (email) => this.members[email] ?? null,
        media: (id) => this.media(id),
        keepFile: (file) => this.keepFile(file),
        askModel: async (asked) => this.model(asked),
      },
      find: (name) => {
        const backend = this.backends[name]
        return backend && { backend, config: {} }
      },
    })
    this.logs = logs
  }

  set config(config: unknown) {
    this.circumstances = { ...this.circumstances, config }
  }

  set locale(locale: string | null) {
    this.circumstances = { ...this.circumstances, contact: { ...this.circumstances.contact, locale } }
  }

  get texts(): string[] {
    return this.sent.map((content) => ('text' in content ? String(content.text) : content.type))
  }

  get lastChoices(): Content | undefined {
    return this.sent.findLast((content) => content.type === 'choices')
  }

  get kinds(): string[] {
    return this.journal.map((entry) => entry.kind)
  }

  override receive(content: Content | string, about: { words?: string } = {}): this {
    super.receive(typeof content === 'string' ? { type: 'text', text: content } : content, about)
    return this
  }

  /** The contact writes, and the run has its turn. */
  async hear(content: Content | string, about: { words?: string } = {}): Promise<this> {
    return this.receive(content, about).turn(this.end ? 'message' : 'start')
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

  override turn(wake: TurnInput['wake'] = 'message', overrides: Partial<TurnInput> = {}): Promise<this> {
    return super.turn(wake, overrides)
  }

  override play(wake: TurnInput['wake'] = 'message', overrides: Partial<TurnInput> = {}): Promise<Played> {
    return super.play(wake, overrides)
  }

  override commit(played: Played): void {
    super.commit(played)
    this.clock += MINUTE
  }

  protected override append(entry: JournalEntry, before: readonly JournalEntry[]): JournalEntry {
    this.beforeStep(entry)
    return super.append(entry, before)
  }
}
