/**
 * The main of the process in which an author's code runs. Bundled with that code; knows no database, no
 * network and no other process but the one that holds the other end of descriptor 3.
 */
import { Socket } from 'node:net'
import type { BACKEND_PROTOCOL, BackendFrame, HostFrame, JournalEntry, Turn } from '@hilo/protocol'
import { openFrames } from '../frames.ts'
import { type Backend, beginTurn, failureOf, type Played, type Playing } from '../replay/index.ts'
import { ModelDesk } from './ask-model.ts'
import { currentTurn, inStep, inTurn } from './context.ts'
import { describeBackend } from './describe.ts'
import { FetchDesk } from './fetch.ts'
import { FileDesk } from './files.ts'
import { JournalCache } from './journal-cache.ts'
import { KeepDesk } from './keep-file.ts'
import { redirectConsole } from './log.ts'
import { type Redact, redactorOf } from './redact.ts'
import { mapStack } from './stack.ts'

const PROTOCOL = 1 satisfies typeof BACKEND_PROTOCOL
const PROTOCOL_FD = 3
/** A response of 10 MB in base64, with room. */
const FRAME_BYTES_MAX = 16 * 1024 * 1024

/** Serves turns of the author's module until the host goes away. */
export function serve(author: { readonly default?: unknown }): void {
  guest.open(author.default)
}

class Guest {
  readonly #journals = new JournalCache()
  readonly #turns = new Map<number, Playing>()
  readonly #steps = new Map<string, (entry: JournalEntry) => void>()
  readonly #desk = new FetchDesk((frame) => this.#send(frame))
  readonly #files = new FileDesk((frame) => this.#send(frame))
  readonly #keeps = new KeepDesk((frame) => this.#send(frame))
  readonly #models = new ModelDesk((frame) => this.#send(frame))
  readonly #send: (frame: BackendFrame) => void
  #secrets: Record<string, string> = {}
  #redact: Redact = (value) => value
  readonly #finds = new Map<number, (memberId: string | null) => void>()
  #lastFind = 0
  readonly #backend = Promise.withResolvers<Backend>()
  #presented: Promise<void> = Promise.resolve()
  #isOpen = false

  constructor() {
    const socket = new Socket({ fd: PROTOCOL_FD })
    // Whatever the code is doing, without a host it has no purpose.
    socket.on('close', () => process.exit(0))
    socket.on('error', () => process.exit(0))
    const frames = openFrames(socket, FRAME_BYTES_MAX, {
      onFrame: (frame) => this.#hear(frame as HostFrame),
      onBroken: () => process.exit(1),
    })
    // A secret leaves this process in a request of the author's, and in nothing else.
    this.#send = (frame) => frames.send(frame.type === 'fetch' ? frame : this.#clean(frame))
    redirectConsole(this.#send)
    this.#desk.replaceFetch()
    process.on('uncaughtException', (error) => this.#fault(error))
    process.on('unhandledRejection', (error) => this.#fault(error))
  }

  /** Bytes are no text in which a secret could be found and replaced. */
  #clean(frame: BackendFrame): BackendFrame {
    if (frame.type !== 'keep_file') return this.#redact(frame)
    return { ...frame, about: this.#redact(frame.about) }
  }

  /** Takes the backend. Called when its module has been evaluated, before any frame can have been read. */
  open(backend: unknown): void {
    this.#isOpen = true
    if (isBackend(backend)) this.#backend.resolve(backend)
    else this.#send({ type: 'broken', message: 'The file has no default export made by defineBackend.' })
  }

  #hear(frame: HostFrame): void {
    switch (frame.type) {
      case 'turn':
        this.#begin(frame)
        break
      case 'stepped':
        this.#settleStep(frame.turn, frame.entry)
        break
      case 'fetch_part':
      case 'fetched':
      case 'fetch_failed':
        this.#desk.settle(frame)
        break
      case 'media_part':
      case 'media_due':
      case 'media_failed':
        this.#files.settle(frame)
        break
      case 'file_kept':
      case 'file_refused':
        this.#keeps.settle(frame)
        break
      case 'model_answered':
      case 'model_failed':
        this.#models.settle(frame)
        break
      case 'member_found':
        this.#finds.get(frame.find)?.(frame.memberId)
        this.#finds.delete(frame.find)
        break
      case 'ping':
        this.#send({ type: 'pong', ping: frame.ping })
        break
      case 'cancel':
        this.#cancel(frame.turn)
        break
      case 'init':
        this.#secrets = frame.secrets
        this.#redact = redactorOf(frame.secrets)
        this.#presented = this.#present(frame.describe === true)
    }
  }

  async #present(describes: boolean): Promise<void> {
    const backend = await this.#backend.promise
    try {
      const manifest = describes ? describeBackend(backend) : undefined
      this.#send({ type: 'ready', protocol: PROTOCOL, name: backend.name, manifest })
    } catch (error) {
      this.#send({ type: 'broken', message: failureOf(error).message })
    }
  }

  #begin(frame: Turn): void {
    const journal = this.#journals.complete(frame)
    if (journal) void inTurn(frame.turn, () => this.#play(frame, journal))
    else this.#send({ type: 'need_full', turn: frame.turn })
  }

  async #play(frame: Turn, journal: JournalEntry[]): Promise<void> {
    const backend = await this.#backend.promise
    // The host looks after a process that has spoken: what the code does first must not come before that.
    await this.#presented
    const { type: _type, turn: id, base: _base, tail: _tail, ...turn } = frame
    const stepped: JournalEntry[] = []
    const playing = beginTurn(backend, {
      journal,
      turn,
      io: {
        step: async (entry, before) => {
          const recorded = await this.#record(id, entry, before)
          stepped.push(...before, recorded)
          return recorded
        },
        log: (level, text, data) => this.#send({ type: 'log', turn: id, level, text, data }),
        findMember: (email) => this.#findMember(id, email),
        keepFile: (file) => this.#keeps.keep(id, file),
        askModel: (asked) => this.#models.ask(id, asked),
        secret: (name) => this.#secrets[name],
        redact: (text) => this.#redact(text),
        media: (id) => this.#files.read(id),
        perform: ({ context, act }) => inStep(context.signal, act),
      },
    })
    this.#turns.set(id, playing)
    const played = this.#redact(await playing.played)
    if (!this.#turns.delete(id)) {
      this.#journals.forget(frame.runId)
      return
    }
    this.#keep(frame, [...journal, ...stepped], played)
    this.#send({ type: 'turn_end', turn: id, ...withSource(played) })
  }

  #keep(turn: Turn, journal: JournalEntry[], { entries, end }: Played): void {
    if (end.type === 'wait') this.#journals.keep(turn, [...journal, ...entries])
    else this.#journals.forget(turn.runId)
  }

  #record(turn: number, entry: JournalEntry, before: readonly JournalEntry[]): Promise<JournalEntry> {
    return new Promise((resolve) => {
      this.#steps.set(`${turn}:${entry.position}`, resolve)
      const led = before.length > 0 ? { before: [...before] } : {}
      this.#send({ type: 'step', turn, entry: mapEntry(entry), ...led })
    })
  }

  #findMember(turn: number, email: string): Promise<string | null> {
    const find = ++this.#lastFind
    return new Promise((resolve) => {
      this.#finds.set(find, resolve)
      this.#send({ type: 'find_member', find, turn, email })
    })
  }

  #settleStep(turn: number, entry: JournalEntry): void {
    const key = `${turn}:${entry.position}`
    this.#steps.get(key)?.(entry)
    this.#steps.delete(key)
  }

  #cancel(turn: number): void {
    this.#turns.delete(turn)
    for (const key of this.#steps.keys()) if (key.startsWith(`${turn}:`)) this.#steps.delete(key)
  }

  /**
   * An error that escaped the author's function fails the turn it belongs to; one of no turn ends the
   * process.
   */
  #fault(error: unknown): void {
    if (!this.#isOpen) {
      this.#send({ type: 'broken', message: failureOf(error).message })
      return
    }
    const turn = currentTurn()
    const playing = turn === undefined ? undefined : this.#turns.get(turn)
    if (playing) {
      playing.fail(error)
      return
    }
    const text = mapStack(failureOf(error).stack) ?? failureOf(error).message
    this.#send({ type: 'log', turn: turn ?? null, level: 'error', text })
    if (turn === undefined) setImmediate(() => process.exit(70))
  }
}

function isBackend(value: unknown): value is Backend {
  return typeof value === 'object' && value !== null && 'run' in value && typeof value.run === 'function'
}

/** Stacks in the lines of the author's files. */
function withSource(played: Played): Played {
  const { end } = played
  if (end.type === 'failed' && end.failure.stack) {
    const failure = { ...end.failure, stack: mapStack(end.failure.stack) }
    return { ...played, end: { type: 'failed', failure } }
  }
  if (end.type === 'wait' && end.wait.kind === 'step' && end.wait.stack) {
    return { ...played, end: { ...end, wait: { ...end.wait, stack: mapStack(end.wait.stack) } } }
  }
  return played
}

function mapEntry(entry: JournalEntry): JournalEntry {
  const { error } = (entry.kind === 'step' ? entry.value : {}) as { error?: { stack?: string } }
  return error?.stack ? { ...entry, value: { error: { ...error, stack: mapStack(error.stack) } } } : entry
}

/** Begun before the author's module, which is evaluated after this one. */
const guest = new Guest()
