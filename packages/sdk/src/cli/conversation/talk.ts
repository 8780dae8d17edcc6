/**
 * A conversation in the terminal: what a line that is typed makes of it, and what is shown of a turn. The
 * code runs on the host of the test kit; its steps are really done unless something stands in for them.
 */
import { randomUUID } from 'node:crypto'
import type { RunRecord } from '@hilo/protocol'
import { type Backend, type Duration, durationMs } from '@hilo/runtime/replay'
import type { SimulationOptions } from '../../testing/begin-run.ts'
import type { Sent } from '../../testing/sent-files.ts'
import { Simulation } from '../../testing/simulation.ts'
import { withoutLoads } from '../project/load.ts'
import { readForm, readOrder, readSent } from './read-sent.ts'
import type { Show } from './show.ts'

export const COMMANDS_HELP = `What you type is what the contact says; a number chooses from a menu.
  /file ./id.jpg     the contact sends this file; words behind it are its caption, and in
                     [brackets] what a machine hears or sees in it
  /form {"a":"b"}    the contact fills in the form that is open
  /order [{...}]     the contact sends a basket of products
  /advance 2 days    time passes, and what is due happens
  /take-over         a person takes the conversation
  /hand-back         the code has it again, and asks its question again
  /journal           what is recorded of the run
  /restart           begin again
  /quit              end, as Ctrl-D does`

export class Talk {
  /** True once a run failed. */
  hasFailed = false
  #backend: Backend
  readonly #options: SimulationOptions
  readonly #show: Show
  readonly #folder: string
  readonly #past: RunRecord[] = []
  #t: Simulation
  #shown = { steps: 0, asks: 0, logs: 0, status: 'new' }

  /** `folder`: where the paths begin that are typed. */
  constructor(
    backend: Backend,
    options: SimulationOptions,
    { show, folder }: { show: Show; folder: string },
  ) {
    this.#backend = backend
    this.#options = options
    this.#show = show
    this.#folder = folder
    this.#t = this.#begin()
  }

  /** The runs so far, those before a restart included. */
  get records(): RunRecord[] {
    return [...this.#past, ...this.#t.records]
  }

  /** Does what a line says. */
  async hear(line: string): Promise<'go on' | 'quit'> {
    const said = line.trim()
    if (said === '') return 'go on'
    if (!said.startsWith('/')) {
      this.#show({ type: 'heard', text: said })
      await this.#turn(() => this.#t.says(said))
      return 'go on'
    }
    const [name, ...words] = said.slice(1).split(/\s+/)
    if (name === 'quit') return 'quit'
    await this.#act(name ?? '', words.join(' '))
    return 'go on'
  }

  /** Goes on with other code where the conversation is, or shows why that cannot be. */
  async reload(backend: Backend): Promise<void> {
    const startedAt = performance.now()
    await this.#turn(async () => {
      // First, so that /restart has it also when the reload throws.
      this.#backend = backend
      const failure = await this.#t.reload(backend)
      if (failure) {
        this.#show({ type: 'diverged', failure })
        this.#show({
          type: 'note',
          text: '   /restart begins again with the new code; until then the old one runs.',
        })
      } else this.#show({ type: 'reloaded', ms: Math.round(performance.now() - startedAt) })
    })
  }

  async #act(name: string, about: string): Promise<void> {
    switch (name) {
      case 'advance':
        return this.#advance(about)
      case 'file':
        return this.#send(() => readSent(this.#folder, about))
      case 'form':
        return this.#send(async () => ({ form: readForm(about) }))
      case 'order':
        return this.#send(async () => ({ order: { items: readOrder(about) } }))
      case 'take-over':
        return this.#turn(async () => this.#t.takeOver())
      case 'hand-back':
        if (this.#t.status === 'with people') return this.#turn(() => this.#t.handBack())
        return this.#show({
          type: 'note',
          text: '-- nobody holds the conversation: there is nothing to hand back',
        })
      case 'journal':
        return this.#show({ type: 'journal', entries: this.#t.journal })
      case 'restart':
        return this.#restart()
      case 'help':
        return this.#show({ type: 'note', text: COMMANDS_HELP })
      default:
        return this.#show({ type: 'note', text: `-- there is no /${name}: /help tells what there is` })
    }
  }

  async #advance(about: string): Promise<void> {
    try {
      durationMs(about as Duration)
    } catch (error) {
      return this.#show({ type: 'note', text: `-- ${(error as Error).message}` })
    }
    await this.#turn(() => this.#t.advance(about as Duration))
  }

  async #send(read: () => Promise<Sent>): Promise<void> {
    try {
      const sent = await read()
      this.#show({ type: 'heard', text: shownOf(sent).trim() })
      await this.#turn(() => this.#t.sends(sent))
    } catch (error) {
      this.#show({ type: 'note', text: `-- ${(error as Error).message}` })
    }
  }

  #restart(): void {
    this.#past.push(...this.#t.records)
    this.#t = this.#begin()
    this.#show({ type: 'note', text: '-- a new conversation' })
  }

  #begin(): Simulation {
    this.#shown = { steps: 0, asks: 0, logs: 0, status: 'new' }
    return new Simulation(this.#backend, { conversationId: randomUUID(), now: new Date(), ...this.#options })
  }

  /** Lets something happen, and shows what came of it. */
  async #turn(act: () => Promise<void>): Promise<void> {
    let failure: unknown
    await act().catch((error) => {
      failure = error
      this.hasFailed = true
    })
    const { steps, asks, logs, messages } = this.#t
    for (const step of steps.slice(this.#shown.steps)) this.#show({ type: 'step', ...step })
    for (const ask of asks.slice(this.#shown.asks)) this.#show({ type: 'ai', ...ask })
    for (const text of logs.slice(this.#shown.logs)) this.#show({ type: 'log', text })
    for (const content of messages) this.#show({ type: 'sent', content })
    if (failure) this.#show({ type: 'failed', ...wordsOf(failure) })
    const { status, about } = this.#standing()
    const key = `${status} ${about}`
    if (key !== this.#shown.status && status !== 'waiting for an answer')
      this.#show({ type: 'status', status, about })
    this.#shown = { steps: steps.length, asks: asks.length, logs: logs.length, status: key }
  }

  #standing(): { status: string; about: string | null } {
    const { status, outcome, handoff, wait } = this.#t
    if (status === 'done' || status === 'cancelled') return { status, about: outcome }
    if (status === 'with people') return { status, about: handoff?.reason ?? null }
    if (wait?.kind !== 'sleep') return { status: 'waiting for an answer', about: null }
    const until = new Date(wait.dueAt).toISOString().slice(0, 16).replace('T', ' ')
    return { status: 'waiting', about: `until ${until} UTC; /advance lets time pass` }
  }
}

function wordsOf(error: unknown): { message: string; stack: string | null } {
  if (!(error instanceof Error)) return { message: String(error), stack: null }
  const cause = error.cause instanceof Error ? error.cause : error
  const frames = withoutLoads(cause.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !/node:|packages\/(runtime|sdk)\/src/.test(line))
  return { message: error.message, stack: frames.length > 0 ? frames.join('\n') : null }
}

/** What a contact sent besides words, on one line. */
function shownOf(sent: Sent): string {
  if ('form' in sent) return JSON.stringify(sent.form)
  if ('order' in sent) return JSON.stringify(sent.order.items)
  return 'location' in sent ? JSON.stringify(sent.location) : `[${sent.filename}] ${sent.caption ?? ''}`
}
