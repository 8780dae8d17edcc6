/** The conversation that a test plays: the run in memory, the clock, and whose turn it is. */
import type { ContactSnapshot, Content, JournalEntry, RunFailure, RunRecord, Wait } from '@hilo/protocol'
import type { MemoryRun } from '@hilo/runtime/memory'
import { type Backend, type Duration, durationMs, type Played, type TurnInput } from '@hilo/runtime/replay'
import type { AiCall } from './ai-doubles.ts'
import { beginOf, beginRun, type SimulationOptions } from './begin-run.ts'
import { callTool, type ToolCalled } from './call-tool.ts'
import { requireNoFailure } from './failed.ts'
import { Hold } from './hold.ts'
import { openChoiceOf, openChoicesOf } from './open-choices.ts'
import { filledForm } from './open-form.ts'
import { playOut } from './play-out.ts'
import { Records } from './records.ts'
import { type Expected, requireReplies } from './require-replies.ts'
import { type Sent, SentFiles } from './sent-files.ts'
import { endOf, isOver, outcomeOf, statusOf } from './standing.ts'
import type { StepCall, StepNotes } from './step-doubles.ts'
import { contentOf, Transcript, wordsOf } from './transcript.ts'
import { tryOn } from './try-on.ts'

/** A conversation between a test, which is the contact, and a backend. */
export class Simulation<Config = unknown, State = unknown> {
  /** What the code told `chat.log`. */
  readonly logs: string[] = []
  #backend: Backend<Config, State>
  readonly #options: SimulationOptions
  readonly #transcript = new Transcript()
  readonly #records = new Records()
  readonly #files = new SentFiles()
  readonly #notes: StepNotes = { calls: [], asks: [], missing: null, thrown: null }
  readonly #runs: MemoryRun<Config, State>[] = []
  #run: MemoryRun<Config, State>
  #told: Content[] = []
  readonly #hold = new Hold()
  #isPlaying = false

  constructor(backend: Backend<Config, State>, options: SimulationOptions) {
    this.#backend = backend
    this.#options = options
    this.#run = this.#begin(beginOf(options))
  }

  /**
   * The contact writes, one message after the other; all together where a burst is one answer. After the end
   * of a run it starts another; while people hold the conversation the code does not hear it.
   *
   * @throws Error with the author's stack when the run fails.
   */
  async says(...said: (string | Content)[]): Promise<void> {
    this.#act()
    const heard = said.map(contentOf)
    while (heard.length > 0) {
      if (this.#isOver && !this.#hold.isHeld) this.#run = this.#begin(this.#run.clock, this.contact)
      await this.#hear(heard.splice(0, this.#run.takesBursts ? heard.length : 1))
    }
  }

  /** The contact presses an option of the question that waits. @throws Error when none has this title. */
  async presses(title: string): Promise<void> {
    const { id } = openChoiceOf(this.#run, title)
    await this.says({ type: 'reply', id, title, source: 'button' })
  }

  /** The contact sends a file, such as `{ image: bytes, caption: 'the front' }`, a location, or a form filled in. */
  async sends(sent: Sent): Promise<void> {
    await this.says('form' in sent ? filledForm(this.#run, sent.form) : this.#files.contentOf(sent))
  }

  /**
   * Time passes. What is due on the way happens in its order, each at its own moment; while people hold the
   * conversation it waits for them, or for the silence that the backend's `resume` names.
   */
  async advance(duration: Duration): Promise<void> {
    this.#act()
    const until = this.#run.clock + durationMs(duration)
    this.#transcript.happened(`${typeof duration === 'number' ? `${duration} ms` : duration} later`)
    for (let dueAt = this.#dueAt; dueAt !== null && dueAt <= until; dueAt = this.#dueAt) {
      this.#run.clock = Math.max(this.#run.clock, dueAt)
      if (this.#hold.isHeld) await this.#giveBack('handed back after silence')
      else await this.#play('timer')
    }
    this.#run.clock = Math.max(this.#run.clock, until)
  }

  /**
   * A person takes the conversation: the code hears nothing until it is handed back. Where the backend's
   * `resume` is `'never'` the run ends.
   */
  takeOver(): void {
    this.#act()
    this.#hold.take(this.#run)
    this.#transcript.happened('a person takes over')
  }

  /** People hand the conversation back: the code goes on where it waited, and asks again unless it is too late. */
  async handBack(): Promise<void> {
    if (!this.#hold.isHeld) throw new Error('Nobody holds the conversation: there is nothing to hand back.')
    this.#act()
    await this.#giveBack('handed back')
  }

  /** A person cancels the run: what it did and can undo is undone, whoever holds the conversation. */
  async cancel(): Promise<void> {
    this.#act()
    if (this.#isOver || !this.#run.end) throw new Error('There is no run to cancel.')
    this.#transcript.happened('a person cancels the run')
    this.#run.skip()
    await this.#play('cancel')
  }

  /**
   * Goes on with other code where the conversation is. A run that failed is tried again from where it failed.
   *
   * @returns why the journal does not fit the code, and then the conversation goes on with the code it had.
   * @throws Error with the author's stack when the run fails again.
   */
  async reload(backend: Backend<Config, State>): Promise<RunFailure | null> {
    this.#act()
    const wasFailed = this.#run.end?.type === 'failed'
    const tried = await tryOn(this.#run, backend)
    if ('failure' in tried) return tried.failure
    this.#backend = backend
    if (!tried.played || (this.#hold.isHeld && !wasFailed)) return null
    if (this.#hold.isHeld) this.#run.release()
    this.#hold.end()
    await this.#play('recover', tried.played)
    return null
  }

  /** AI has a tool run for this contact; the conversation hears nothing of it. @throws Error when it fails. */
  tool(name: string, input: Readonly<Record<string, unknown>> = {}): Promise<ToolCalled> {
    const [options, about] = [{ ...this.#options, contact: this.contact }, this.#about(this.#run.clock)]
    return callTool(this.#backend, options, { about, name, input })
  }

  /**
   * Requires that these are the messages the contact got since the test last did something: all of them, in
   * order. A text must be equal, an expression must match. Without any, that there was none.
   *
   * @throws AssertionError
   */
  expect(...expected: Expected[]): void {
    requireReplies(this.replies, { expected, transcript: this.transcript })
  }

  /** The texts the contact got since the test last did something. */
  get replies(): string[] {
    return this.#told.map(wordsOf)
  }

  /** The same as what a channel would show. */
  get messages(): readonly Content[] {
    return this.#told
  }

  /** What is recorded of the run so far, in order. */
  get journal(): readonly JournalEntry[] {
    return this.#run.journal
  }

  /** Where the run waits. */
  get wait(): Wait | null {
    return this.#run.wait
  }

  /** The runs so far, for `hilo replay`: one JSON value a line is a file of them. */
  get records(): RunRecord[] {
    return this.#runs.flatMap((run) => (run.end ? [run.toRecord('local')] : []))
  }

  /** The attempts of steps, in order. */
  get steps(): readonly StepCall[] {
    return this.#notes.calls
  }

  /** What models were asked, in order. */
  get asks(): readonly AiCall[] {
    return this.#notes.asks
  }

  /** The titles of the options of the question that waits for an answer. */
  get options(): string[] {
    return openChoicesOf(this.#run).map(({ title }) => title)
  }

  /** The whole conversation as text, for a snapshot. */
  get transcript(): string {
    return this.#transcript.text
  }

  /** What `chat.tag` left on the conversation. */
  get tags(): string[] {
    return [...this.#records.tags]
  }

  /** What `chat.note` wrote. */
  get notes(): readonly string[] {
    return this.#records.notes
  }

  /** The address that `chat.assign` was given last. */
  get assignee(): string | null {
    return this.#records.assignee
  }

  /** What `chat.optIn` and `chat.optOut` wrote down, by purpose. */
  get permissions(): Record<string, 'opted in' | 'opted out'> {
    return Object.fromEntries(this.#records.permissions)
  }

  /** The contact, as `chat.contact.set` left it. */
  get contact(): ContactSnapshot {
    return this.#run.circumstances.contact
  }

  /** How the run stands; `with people` from a hand-off, a failure or `takeOver` on. */
  get status(): 'new' | 'waiting' | 'with people' | 'done' | 'cancelled' {
    return statusOf(this.#run.end, this.#hold.isHeld)
  }

  /** What `chat.end` or `chat.cancel` was given. */
  get outcome(): string | null {
    return outcomeOf(this.#run.end)
  }

  /** What `chat.handoff` was given, while people hold the conversation because of it. */
  get handoff(): { reason: string; summary: string } | null {
    const end = this.#run.end
    return this.#hold.isHeld && end?.type === 'wait' ? (end.handoff ?? null) : null
  }

  get failure(): RunFailure | null {
    return this.#run.end?.type === 'failed' ? this.#run.end.failure : null
  }

  get now(): Date {
    return new Date(this.#run.clock)
  }

  get #isOver(): boolean {
    return isOver(this.#run.end, this.#hold.isHeld)
  }

  get #dueAt(): number | null {
    return this.#hold.isHeld ? this.#hold.dueAt : (this.#run.wait?.dueAt ?? null)
  }

  async #hear(contents: readonly Content[]): Promise<void> {
    for (const content of contents) {
      this.#transcript.heard(content)
      this.#run.receive(content, { words: this.#files.wordsOf(content) })
    }
    this.#hold.heard(this.#run.clock)
    if (this.#hold.isHeld) this.#run.skip()
    else await this.#play(this.#run.end ? 'message' : 'start')
  }

  async #giveBack(what: string): Promise<void> {
    this.#hold.end()
    this.#transcript.happened(what)
    this.#run.release()
    if (!this.#isOver && this.#run.end) await this.#play('hand_back')
  }

  #act(): void {
    if (this.#isPlaying) throw new Error('The turn before has not ended: await each call of the simulation.')
    this.#told = []
  }

  async #play(wake: TurnInput['wake'], played?: Played): Promise<void> {
    const before = this.#run.done.length
    this.#isPlaying = true
    await playOut(this.#run, played ?? this.#run.play(wake)).finally(() => {
      this.#isPlaying = false
    })
    const done = this.#run.done.slice(before)
    this.#told.push(...done.flatMap(({ content }) => content ?? []))
    this.#transcript.did(done, (entry) => this.#records.take(entry))
    this.#note()
  }

  #note(): void {
    const { end } = this.#run
    const told = endOf(end)
    if (end?.type === 'failed' || this.#run.wait?.kind === 'hand_back') this.#hold.give(this.#run)
    if (told !== null) this.#transcript.happened(told)
    requireNoFailure(this.#notes, end)
  }

  #about(clock: number) {
    return { clock, number: this.#runs.length + 1, logs: this.logs, notes: this.#notes, files: this.#files }
  }

  #begin(clock: number, contact = this.#options.contact): MemoryRun<Config, State> {
    const options = { ...this.#options, ...(contact && { contact }) }
    const run = beginRun(this.#backend, options, this.#about(clock))
    this.#runs.push(run)
    return run
  }
}
