/**
 * One turn of one run: what the journal has, what this turn adds, and how it ends.
 *
 * The calls of `chat` (beside this file) are written on top of it. It knows positions, limits and divergence,
 * and no call in particular. A call that ends the turn throws `TurnOver` here; `enter` turns that into a
 * promise that is never settled, so the author's function simply stops, without running a `catch` or a
 * `finally`.
 */
import type { ContactSnapshot, InboxMessage, JournalEntry, RunFailure, TurnEnd, Wait } from '@hilo/protocol'
import { contactAtStart } from './contact-at-start.ts'
import { type Call, divergenceOf } from './divergence.ts'
import { failureOf, overlap, RunStopped, TurnOver } from './errors.ts'
import { Inbox } from './inbox.ts'
import { JournalRoom } from './journal-room.ts'
import { isNamed } from './kept-name.ts'
import type { Match } from './outer-interrupts.ts'
import { Positions } from './positions.ts'
import { EFFECTS, goesAhead, HANDED_BACK, type Kind, Recorded, silent } from './recorded.ts'
import { placeOf, type Site, siteOf } from './site.ts'
import type { Played, Rules, TurnInput, TurnIo } from './turn-io.ts'
import type { Undo } from './undo.ts'

export type { LogLevel, MadeFile, Played, Rules, StepAttempt, TurnInput, TurnIo } from './turn-io.ts'

const MESSAGES_MAX = 20
const EFFECTS_MAX = 50
/** Compared by name too: another one is another thing to do, where another wording is not. */
const NAMED = new Set<Kind>(['step', 'ai', 'all', 'call'])

export class Recorder {
  readonly input: TurnInput
  readonly io: TurnIo
  /** The contact as the code sees it at this point: with what it has changed so far, and nothing newer. */
  readonly contact: ContactSnapshot
  readonly played: Promise<Played>
  readonly recorded: Recorded
  readonly inbox: Inbox
  readonly room: JournalRoom
  /** The methods that the author calls, by name. */
  methods: object = {}
  isOver = false
  /** The run is cancelled: it goes no further than its journal. */
  stops: boolean
  /** What the code did and can undo, in its order. */
  readonly undos: Undo[] = []
  readonly #positions = new Positions()
  #rules: Rules | null = null
  #settle: (played: Played) => void = () => {}
  #entries: JournalEntry[] = []
  #messages: number
  #effects = 0
  #running: string | null = null
  #suspended = ''
  #ending: Played | null = null
  #recording: Promise<unknown> = Promise.resolve()

  constructor(journal: readonly JournalEntry[], input: TurnInput, io: TurnIo) {
    this.input = input
    this.io = io
    this.contact = contactAtStart(journal, input.contact)
    this.played = new Promise((resolve) => {
      this.#settle = resolve
    })
    this.recorded = new Recorded(journal)
    this.room = new JournalRoom(journal, (sentence) => io.log('warn', sentence))
    const handled = [...this.recorded.handled, ...(input.called?.handled ?? [])]
    this.inbox = new Inbox(input.inbox, input.readSeq, handled)
    this.stops = input.wake === 'cancel' || this.recorded.isCancelled
    // Until there is a wait, the generations before are the same turn to the contact.
    this.#messages = this.isFirstTurn ? this.recorded.begin.messages : 0
  }

  set rules(rules: Rules) {
    this.#rules = rules
  }

  /**
   * Runs one asynchronous call of `chat`. Two at once would make their order, and so the journal, a matter of
   * luck. A call that waits is entered again for each reply.
   */
  enter<T>(name: string, act: () => T | Promise<T>, isNewCall = true): Promise<T> {
    if (this.isOver) {
      // Still in the moment at which a call suspended: the author's function cannot have awaited it.
      if (this.#ending?.end.type === 'wait') {
        this.#ending.end = { type: 'failed', failure: failureOf(overlap(name, this.#suspended)) }
      }
      return new Promise<T>(() => {})
    }
    const running = this.#running
    if (running) return Promise.reject(overlap(name, running))
    this.#running = name
    return this.#run(() => {
      if (isNewCall && name !== 'cancel' && this.isLive) this.goOn()
      return act()
    })
  }

  /** Runs one synchronous call of `chat`. */
  enterSync<T>(name: string, act: () => T): T {
    if (this.isOver) throw new TurnOver()
    if (this.#running) throw overlap(name, this.#running)
    return act()
  }

  /** The position of the next call. */
  next(): string {
    return this.#positions.take()
  }

  /** Runs code whose calls are numbered inside the one at `position`. */
  within<T>(position: string, act: () => T | Promise<T>): Promise<T> {
    return this.#positions.within(position, act)
  }

  /** True when the code has passed all that was recorded. */
  get isLive(): boolean {
    return this.recorded.isNew(this.#positions.next)
  }

  /** The same, and the code has passed the step that is attempted again: it was never here before. */
  get isFresh(): boolean {
    return this.isLive && this.#positions.next > (this.input.wait?.position ?? '')
  }

  /** Called before anything that was not recorded: ends the run here when it is cancelled. */
  goOn(): void {
    if (this.stops) throw new RunStopped()
  }

  /** The same at a wait, before what ends it at `position`: one that a lost turn passed is passed again. */
  goPast(position: string): void {
    if (this.recorded.isNew(position)) this.goOn()
  }

  /** The interrupt that a message is; none while the code of another one runs. */
  interruptBy(message: InboxMessage): Match | undefined {
    return this.#positions.isInside ? undefined : this.#rules?.interruptBy(message)
  }

  /** What a run that is called here listens for besides its own: nothing while an interrupt is answered. */
  get outer(): Rules['outer'] {
    return this.#positions.isInside ? [] : (this.#rules?.outer ?? [])
  }

  /** What the journal has of a call, or nothing when it is new. Anything else at its place ends the run. */
  recall(call: Call): JournalEntry | undefined {
    const entry = this.recallOneOf(call.position, [call.kind], call.name)
    if (entry && NAMED.has(entry.kind) && !isNamed(this.io, entry, call.name)) this.diverge(entry, call)
    return entry
  }

  /** The same for a place where one of several things may have happened. */
  recallOneOf(position: string, kinds: readonly Kind[], name: string): JournalEntry | undefined {
    const call = { position, kind: kinds[0] ?? 'end', name }
    // A cancelled run leaves its effects out.
    const isLeftOut = this.stops && EFFECTS.has(call.kind)
    if (!isLeftOut && this.recorded.isSkipped(position)) this.diverge(this.recorded.firstFrom(position), call)
    const entry = this.recorded.recall(position)
    if (entry && !kinds.includes(entry.kind)) this.diverge(entry, call)
    return entry
  }

  /** Adds an entry to what the turn records at its end; of a cancelled run only what nobody is told. */
  record(told: JournalEntry): void {
    const entry = this.stops ? silent(told) : told
    if (!entry) return
    if (entry.content && ++this.#messages > MESSAGES_MAX) {
      this.fail({ code: 'limit', message: `More than ${MESSAGES_MAX} messages in one turn.` })
    }
    if (EFFECTS.has(entry.kind) && ++this.#effects > EFFECTS_MAX) {
      this.fail({ code: 'limit', message: `More than ${EFFECTS_MAX} tags, notes and the like in one turn.` })
    }
    this.limit(this.room.take(entry.position) ?? this.room.weigh(entry))
    this.#entries.push(entry)
    this.recorded.noteAsking(entry)
  }

  /** How many messages the contact got without a wait between them. */
  get messages(): number {
    return this.#messages
  }

  /** Records an entry at once, whose room is taken. The entry that counts is answered. */
  recordNow(entry: JournalEntry): Promise<JournalEntry> {
    // One after the other, also when steps end together.
    const recording = this.#recording.then(() => this.#recordAhead(entry))
    this.#recording = recording.catch(() => {})
    return recording
  }

  async #recordAhead(entry: JournalEntry): Promise<JournalEntry> {
    if (this.isOver) throw new TurnOver()
    const before = this.#entries.filter(goesAhead)
    this.#entries = this.#entries.filter((earlier) => !goesAhead(earlier))
    const recorded = await this.io.step(entry, before)
    if (this.isOver) throw new TurnOver()
    // It is done in the world, so it is recorded first; the code goes no further when it does not fit.
    this.limit(this.room.weigh(recorded))
    const isSame = recorded.kind === entry.kind && isNamed(this.io, recorded, entry.name)
    if (!isSame) this.diverge(recorded, entry)
    return recorded
  }

  /** Where the author made the call that is running. Known only until the call waits for something itself. */
  site(): Site {
    const method = this.#running?.split('(', 1)[0] ?? ''
    return siteOf((this.methods as Record<string, unknown>)[method])
  }

  /** True until there was a wait for something of the outside. */
  get isFirstTurn(): boolean {
    const { wait } = this.input
    return wait === null || (wait.kind === 'call' && !this.recorded.hasWaitedAt(wait.position))
  }

  /** True when the message that began the run was read, or left to people: what is unread came later. */
  get isOpeningGone(): boolean {
    const { wake, called } = this.input
    return (
      this.recorded.hasAsked || wake === 'hand_back' || wake === 'cancel' || called?.isOpeningGone === true
    )
  }

  /** Ends the turn at a wait. */
  suspend(wait: Wait, handoff?: { reason: string; summary: string }): never {
    if (this.input.wake === 'hand_back' && !this.recorded.hasAsked) this.record(HANDED_BACK)
    const at = wait.at ?? placeOf(this.site())
    const placed = at === undefined ? wait : { ...wait, at }
    return this.over(handoff ? { type: 'wait', wait: placed, handoff } : { type: 'wait', wait: placed })
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
    const isOver = end.type === 'done' || end.type === 'cancelled'
    // What a called run leaves is read by the one that called it, also when it failed.
    if (isOver || (end.type === 'failed' && this.input.called)) this.inbox.close(this.isOpeningGone)
    // What code that left its journal says next was meant for another conversation.
    const entries = diverged ? [] : this.#entries
    const ending: Played = { entries, readSeq: this.inbox.readSeq, end }
    this.#ending = ending
    this.#suspended = this.#running ?? ''
    queueMicrotask(() => {
      this.#ending = null
      this.#settle(ending)
    })
  }

  /** Ends the run as diverged when the journal has more than the code asked for. */
  expectNothingLeft(position: string): void {
    if (this.recorded.isRecalled) return
    this.diverge(this.recorded.firstFrom(position), { position, kind: 'end', name: '' })
  }

  diverge(entry: JournalEntry, call: Call): never {
    return this.fail(divergenceOf(entry, call))
  }

  async #run<T>(act: () => T | Promise<T>): Promise<T> {
    try {
      const result = await this.#unlessStopped(act)
      if (!this.isOver) return result
    } catch (error) {
      if (!this.isOver) throw error
    } finally {
      this.#running = null
    }
    return new Promise<T>(() => {})
  }

  async #unlessStopped<T>(act: () => T | Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof RunStopped) || !this.#rules) throw error
      return this.#rules.stop()
    }
  }

  /** Ends the run before something that no longer fits is said or done. */
  limit(message: string | null): void {
    if (message !== null) this.fail({ code: 'limit', message })
  }
}
