/**
 * One turn of one run: what the journal has, what this turn adds, and how it ends.
 *
 * The calls of `chat` (beside this file) are written on top of it. It knows positions, limits and divergence,
 * and no call in particular. A call that ends the turn throws `TurnOver` here; `enter` turns that into a
 * promise that is never settled, so the author's function simply stops, without running a `catch` or a
 * `finally`.
 */
import type { InboxMessage, JournalEntry, RunFailure, Turn, TurnEnd, Wait } from '@hilo/protocol'
import type { StepContext } from './chat.ts'
import { failureOf, TurnOver } from './errors.ts'

/** A turn without what only the wire needs. */
export type TurnInput = Omit<Turn, 'type' | 'turn' | 'base' | 'tail'>

/** What a turn needs from where it runs. */
export type TurnIo = {
  /** Records a step now; answers with the entry that counts, which another writer may have written first. */
  step(entry: JournalEntry): Promise<JournalEntry>
  log(level: 'info' | 'warn' | 'error', text: string): void
  secret?(name: string): string | undefined
  /** Runs one attempt of a step: here `fetch` is allowed and obeys the signal, or something stands in for it. */
  perform?(attempt: StepAttempt): unknown
  /** What stands in for a time or a draw that is not in the journal; undefined: nothing does. */
  chance?(kind: 'now' | 'random' | 'uuid'): unknown
}

export type StepAttempt = { readonly name: string; readonly context: StepContext; act(): unknown }

export type Played = { entries: JournalEntry[]; readSeq: number; end: TurnEnd }

type Kind = JournalEntry['kind']
type Call = { position: string; kind: Kind; name: string }

const ENTRIES_MAX = 1_000
const MESSAGES_MAX = 20
/** Recorded at once, while the calls before them wait for the end of the turn: a crash leaves them alone. */
const RECORDED_AHEAD = new Set<Kind>(['step', 'now'])
/** Compared by name too: another one is another thing to do, where another wording is not. */
const NAMED = new Set<Kind>(['step', 'all'])
/** Not answers: a turn reads past them. */
const NO_ANSWER = new Set(['reaction', 'edit', 'unsend', 'system'])

export class Recorder {
  readonly input: TurnInput
  readonly io: TurnIo
  readonly played: Promise<Played>
  isOver = false
  #settle: (played: Played) => void = () => {}
  #recorded = new Map<string, JournalEntry>()
  #recalled = 0
  #lastRecorded = ''
  #lastCommitted = ''
  #entries: JournalEntry[] = []
  #ahead = 0
  #messages = 0
  #calls = 0
  #running: string | null = null
  #suspended = ''
  #ending: Played | null = null
  #cursor = 0
  #readSeq: number
  #recording: Promise<unknown> = Promise.resolve()

  constructor(journal: readonly JournalEntry[], input: TurnInput, io: TurnIo) {
    this.input = input
    this.io = io
    this.#readSeq = input.readSeq
    this.played = new Promise((resolve) => {
      this.#settle = resolve
    })
    for (const entry of journal) {
      this.#recorded.set(entry.position, entry)
      if (entry.position > this.#lastRecorded) this.#lastRecorded = entry.position
      if (!RECORDED_AHEAD.has(entry.kind) && entry.position > this.#lastCommitted) {
        this.#lastCommitted = entry.position
      }
    }
  }

  /**
   * Runs one asynchronous call of `chat`. Two at once would make their order, and so the journal, a matter of
   * luck.
   */
  enter<T>(name: string, act: () => T | Promise<T>): Promise<T> {
    if (this.isOver) {
      // Still in the moment at which a call suspended: the author's function cannot have awaited it.
      if (this.#ending?.end.type === 'wait') this.#ending.end = failed(overlap(name, this.#suspended))
      return new Promise<T>(() => {})
    }
    const running = this.#running
    if (running) return Promise.reject(overlap(name, running))
    this.#running = name
    return this.#run(act)
  }

  /** Runs one synchronous call of `chat`. */
  enterSync<T>(name: string, act: () => T): T {
    if (this.isOver) throw new TurnOver()
    if (this.#running) throw overlap(name, this.#running)
    return act()
  }

  /** The position of the next call. */
  next(): string {
    return levelOf(++this.#calls)
  }

  /** True when the code has passed all that was recorded. */
  get isLive(): boolean {
    return levelOf(this.#calls + 1) > this.#lastRecorded
  }

  /** What the journal has of a call, or nothing when it is new. Anything else at its place ends the run. */
  recall(call: Call): JournalEntry | undefined {
    const entry = this.recallOneOf(call.position, [call.kind], call.name)
    if (entry && NAMED.has(entry.kind) && entry.name !== call.name) this.#diverge(entry, call)
    return entry
  }

  /** The same for a place where one of several things may have happened. */
  recallOneOf(position: string, kinds: readonly Kind[], name: string): JournalEntry | undefined {
    const entry = this.#recorded.get(position)
    const call = { position, kind: kinds[0] ?? 'end', name }
    if (!entry) {
      if (position < this.#lastCommitted) this.#diverge(this.#firstAfter(position), call)
      return undefined
    }
    if (!kinds.includes(entry.kind)) this.#diverge(entry, call)
    this.#recalled++
    return entry
  }

  /** Adds an entry to what the turn records at its end. */
  record(entry: JournalEntry): void {
    if (entry.content && ++this.#messages > MESSAGES_MAX) {
      this.fail({ code: 'limit', message: `More than ${MESSAGES_MAX} messages in one turn.` })
    }
    this.#admit()
    this.#entries.push(entry)
  }

  /**
   * Records an entry at once. Recorded times go first: what a step was told must not differ after a crash.
   * The entry that counts is answered.
   */
  recordNow(entry: JournalEntry): Promise<JournalEntry> {
    // One after the other, also when steps end together.
    const recording = this.#recording.then(() => this.#recordAhead(entry))
    this.#recording = recording.catch(() => {})
    return recording
  }

  async #recordAhead(entry: JournalEntry): Promise<JournalEntry> {
    if (this.isOver) throw new TurnOver()
    this.#admit()
    const times = this.#entries.filter(({ kind }) => kind === 'now')
    this.#entries = this.#entries.filter(({ kind }) => kind !== 'now')
    this.#ahead += times.length + 1
    for (const time of times) await this.io.step(time)
    const recorded = await this.io.step(entry)
    if (this.isOver) throw new TurnOver()
    if (recorded.kind !== entry.kind || recorded.name !== entry.name) this.#diverge(recorded, entry)
    return recorded
  }

  /**
   * The oldest unread message after `afterSeq` that can be an answer and came before `dueAt`. Older ones and
   * those that are no answer are read past.
   */
  take(afterSeq: number, dueAt: number | null): InboxMessage | undefined {
    for (;;) {
      const message = this.input.inbox[this.#cursor]
      if (!message) return undefined
      const isAnswer = message.seq > afterSeq && !NO_ANSWER.has(message.content.type)
      if (isAnswer && dueAt !== null && message.at >= dueAt) return undefined
      this.#cursor++
      this.#readSeq = message.seq
      if (isAnswer) return message
    }
  }

  /** Ends the turn at a wait. */
  suspend(wait: Wait, handoff?: { reason: string; summary: string }): never {
    return this.over(handoff ? { type: 'wait', wait, handoff } : { type: 'wait', wait })
  }

  fail(failure: RunFailure): never {
    return this.over({ type: 'failed', failure })
  }

  /** Ends the turn. Only the first end counts. */
  over(end: TurnEnd): never {
    this.finish(end)
    throw new TurnOver()
  }

  /** Ends the turn from outside the author's function. */
  finish(end: TurnEnd): void {
    if (this.isOver) return
    this.isOver = true
    const diverged = end.type === 'failed' && end.failure.code === 'nondeterminism'
    // What code that left its journal says next was meant for another conversation.
    const entries = diverged ? [] : this.#entries
    const ending: Played = { entries, readSeq: this.#readSeq, end }
    this.#ending = ending
    this.#suspended = this.#running ?? ''
    queueMicrotask(() => {
      this.#ending = null
      this.#settle(ending)
    })
  }

  /** Ends the run as diverged when the journal has more than the code asked for. */
  expectNothingLeft(position: string): void {
    if (this.#recalled === this.#recorded.size) return
    this.#diverge(this.#firstAfter(position), { position, kind: 'end', name: '' })
  }

  async #run<T>(act: () => T | Promise<T>): Promise<T> {
    try {
      const result = await act()
      if (!this.isOver) return result
    } catch (error) {
      if (!this.isOver) throw error
    } finally {
      this.#running = null
    }
    return new Promise<T>(() => {})
  }

  #admit(): void {
    const total = this.#recorded.size + this.#entries.length + this.#ahead
    if (total < ENTRIES_MAX) return
    this.fail({ code: 'limit', message: `The journal of this run has reached ${ENTRIES_MAX} entries.` })
  }

  #firstAfter(position: string): JournalEntry {
    const left = [...this.#recorded.values()].filter((entry) => entry.position >= position)
    left.sort((a, b) => (a.position < b.position ? -1 : 1))
    return left[0] ?? { position: this.#lastRecorded, kind: 'end', name: '', value: null }
  }

  #diverge(entry: JournalEntry, call: Call): never {
    const expected = { position: entry.position, kind: entry.kind, name: entry.name }
    const actual = { position: call.position, kind: call.kind, name: call.name }
    return this.fail({
      code: 'nondeterminism',
      message: `The journal has ${inWords(expected)}, but the code now does ${inWords(actual)}.`,
      expected,
      actual,
    })
  }
}

/** The position of something that happens inside a call. */
export function inside(position: string, index: number): string {
  return `${position}.${levelOf(index)}`
}

function levelOf(index: number): string {
  return String(index).padStart(4, '0')
}

function inWords(call: { position: string; kind: string; name: string }): string {
  return `${call.kind}${call.name === '' ? '' : ` '${call.name}'`} at ${call.position}`
}

function failed(error: Error): TurnEnd {
  return { type: 'failed', failure: failureOf(error) }
}

function overlap(name: string, running: string): Error {
  if (name === 'run')
    return new Error(`The function returned while chat.${running} had not finished: await it.`)
  return new Error(`chat.${name} was called while chat.${running} had not finished: await each call of chat.`)
}
