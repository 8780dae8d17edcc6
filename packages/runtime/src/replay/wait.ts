/**
 * A question to the contact, of any kind: it is put once, and waits over as many turns as it takes for an
 * answer, the end of its time, or an interrupt. What an interrupt does is not done here: whoever asked does
 * it and comes back for the next reply.
 */
import type { Content, InboxMessage, JournalEntry } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'
import { type Burst, type Heard, roomFor, takesBursts, together, wordedAmong } from './burst.ts'
import { divergenceOf } from './divergence.ts'
import { type Duration, durationMs } from './duration.ts'
import { AskExhausted, AskTimeout } from './errors.ts'
import { withToken } from './form-token.ts'
import { momentOf } from './moment.ts'
import type { Match } from './outer-interrupts.ts'
import { inside } from './recorded.ts'
import type { Recorder } from './recorder.ts'
import { sayingOf } from './saying.ts'

/** What a question waits for, where that is not words. */
type Wanted = 'media' | 'location' | 'phone' | 'form' | 'order'

/** How a question is put, and what is an answer to it. */
export type Question<T> = {
  readonly kind: 'ask' | 'choose'
  readonly name: string
  readonly position: string
  readonly prompt: Content | undefined
  /**
   * What the journal keeps beside the time at which it is due. `wants`: what it waits for, where that is not
   * words; a recorded answer of another sort is none.
   */
  readonly kept: { readonly wants?: Wanted; readonly [name: string]: unknown }
  readonly timeout: Duration | undefined
  readonly until: Date | string | undefined
  readonly attempts: number | undefined
  readonly burst?: Burst
  /** True for a message that is an answer beyond doubt, whatever else it might mean. */
  owns?(message: InboxMessage): boolean
  judge(message: InboxMessage): { readonly value: object } | { readonly retry: Content }
  /** The author's value of a recorded answer. */
  read(value: unknown): T
}

/** A message that was taken as a declared interrupt; what the code does about it happens inside `position`. */
export type Interruption = Match & {
  readonly heard: string
  readonly messageId: string
  readonly seq: number
  readonly position: string
}

export type Reply<T> =
  | { readonly answer: T }
  | { readonly late: AskTimeout }
  | { readonly interruption: Interruption }

const INSIDE = ['retry', 'prompt', 'answer', 'timeout', 'interrupt'] as const

/** A question that was put, in this turn or in one before. */
export class Waiting<T> {
  readonly #recorder: Recorder
  readonly #question: Question<T>
  readonly #dueAt: number | null
  #count = 0
  #refused = 0
  /** The contact has seen the question, before this turn. */
  #wasPut: boolean
  /** The contact has been told something else since the question. */
  #isStale: boolean

  constructor(recorder: Recorder, question: Question<T>) {
    const { position, kind, name, prompt } = question
    const asked = recorder.recall({ position, kind, name })
    if (asked) requireSame(recorder, asked, question)
    this.#recorder = recorder
    this.#question = question
    this.#wasPut = asked?.content !== undefined
    this.#dueAt = asked ? dueAtOf(asked) : newDueAt(recorder, question)
    this.#isStale = asked ? !this.#wasPut : this.#isPreceded()
    if (asked) return
    const value = { dueAt: this.#dueAt, ...question.kept }
    const content = this.#isStale ? undefined : withToken(recorder, position, prompt)
    recorder.record({ position, kind, name, value, content })
  }

  /** True when there is an interrupt already: it goes before the question, which is put behind it. */
  #isPreceded(): boolean {
    const recorder = this.#recorder
    return recorder.inbox.find(null, (message) => recorder.interruptBy(message) !== undefined) !== undefined
  }

  /** What comes next: what earlier turns recorded, then what this turn's messages are. */
  next(): Reply<T> {
    return this.#recalled() ?? this.#answered()
  }

  #recalled(): Reply<T> | undefined {
    const { position, name } = this.#question
    for (;;) {
      const at = inside(position, this.#count + 1)
      // A refusal before it may be lost.
      if (!this.#recorder.recorded.has(at)) return undefined
      const entry = this.#recorder.recallOneOf(at, INSIDE, name)
      if (!entry) return undefined
      this.#count++
      this.#readPast(entry)
      if (entry.kind === 'answer') return { answer: this.#question.read(entry.value) }
      if (entry.kind === 'timeout') return { late: new AskTimeout(name) }
      if (entry.kind === 'interrupt') return this.#interrupted(entry)
      this.#wasPut = true
      this.#isStale = false
      if (entry.kind === 'retry') this.#refuse()
    }
  }

  /** What a lost turn read for this is unread, and must not be taken again. */
  #readPast(entry: JournalEntry): void {
    const { inbox } = this.#recorder
    if (entry.kind === 'timeout') inbox.readUntil(this.#dueAt)
    else inbox.readTo(this.#seqOf(entry) ?? 0)
  }

  /**
   * What a lost turn recorded with a step, behind refusals that are lost with it: where their messages cannot
   * be read any more, it stands without them.
   */
  #recalledBehindLost(): Reply<T> | undefined {
    const ahead = this.#recorder.recorded.firstInside(this.#question.position, this.#count + 1)
    if (!ahead || this.#seqOf(ahead.entry) !== undefined) return undefined
    this.#count = ahead.index - 1
    return this.#recalled()
  }

  /** Where the message of an entry stands, while it is unread. */
  #seqOf({ value }: JournalEntry): number | undefined {
    const { messageId } = (value ?? {}) as { messageId?: string }
    return messageId === undefined ? undefined : this.#recorder.inbox.seqOf(messageId)
  }

  /** Ends the turn when there is nothing yet. */
  #answered(): Reply<T> {
    const behind = this.#recalledBehindLost()
    if (behind) return behind
    const { position, name, prompt, burst } = this.#question
    this.#recorder.goPast(inside(position, this.#count + 1))
    const { input } = this.#recorder
    const isDue = this.#dueAt !== null && input.now >= this.#dueAt
    if (!isDue && input.wake === 'hand_back' && input.wait?.position === position) this.#putAgain()
    const reply = this.#firstReply(this.#afterSeq())
    if (reply) return reply
    if (isDue) {
      this.#record('timeout', null)
      return { late: new AskTimeout(name) }
    }
    this.#recorder.goOn()
    if (this.#isStale && prompt) this.#record('prompt', null, prompt)
    const wait = { kind: 'message' as const, position, name, dueAt: this.#dueAt }
    return this.#recorder.suspend(burst === undefined ? wait : { ...wait, burst })
  }

  /** People had the conversation: the contact needs the question anew, unless a lost turn has acted on a reply. */
  #putAgain(): void {
    const { recorded } = this.#recorder
    if (recorded.firstInside(this.#question.position, this.#count + 1)) return
    this.#wasPut = false
    this.#isStale = true
  }

  /** A question takes what came after it; none takes the oldest that is unread. */
  #afterSeq(): number {
    if (!this.#question.prompt) return 0
    return this.#wasPut ? this.#recorder.input.promptSeq : Number.POSITIVE_INFINITY
  }

  #firstReply(afterSeq: number): Reply<T> | undefined {
    for (;;) {
      const recalled = this.#recalled()
      if (recalled) return recalled
      const message = this.#recorder.inbox.take(this.#dueAt)
      if (!message) return undefined
      const interrupt = this.#question.owns?.(message) ? undefined : this.#recorder.interruptBy(message)
      if (interrupt) {
        const position = inside(this.#question.position, ++this.#count)
        return this.#interrupted(recordInterrupt(this.#recorder, { position, match: interrupt, message }))
      }
      if (message.seq <= afterSeq) continue
      const heard = this.#heard(message)
      const verdict = this.#question.judge(heard.message)
      if ('value' in verdict) {
        this.#record('answer', { ...verdict.value, ...heard.ids })
        return { answer: this.#question.read(verdict.value) }
      }
      const isLast = this.#refused + 1 === this.#question.attempts
      this.#record('retry', heard.ids, isLast ? undefined : verdict.retry)
      this.#isStale = false
      this.#refuse()
    }
  }

  /** A message, with those of the same burst behind it. An interrupt among them ends it. */
  #heard(first: InboxMessage): Heard {
    const recorder = this.#recorder
    if (!takesBursts(this.#question.burst, recorder.input.bursts === true)) return together([first])
    const fits = roomFor(first)
    const belongs = (message: InboxMessage) => recorder.interruptBy(message) === undefined && fits(message)
    return together([first, ...recorder.inbox.takeWhile(this.#dueAt, belongs)])
  }

  #interrupted(entry: JournalEntry): Reply<T> {
    this.#isStale = true
    return { interruption: interruptionOf(entry) }
  }

  #refuse(): void {
    this.#refused++
    if (this.#refused === this.#question.attempts) {
      throw new AskExhausted(this.#question.name, this.#refused)
    }
  }

  #record(kind: JournalEntry['kind'], value: unknown, content?: Content): void {
    const position = inside(this.#question.position, ++this.#count)
    const told = withToken(this.#recorder, position, content)
    this.#recorder.record({ position, kind, name: this.#question.name, value, content: told })
  }
}

/** Records that a message was an interrupt: whatever the patterns are later, it stays one. */
export function recordInterrupt(
  recorder: Recorder,
  { position, match, message }: { position: string; match: Match; message: InboxMessage },
): JournalEntry {
  const { id: messageId, seq } = message
  const { name, ...outwards } = match
  const heard = answerTextOf(sayingOf(message)).trim()
  const value = { messageId, seq, heard, ...wordedAmong([message]), ...outwards }
  const entry: JournalEntry = { position, kind: 'interrupt', name, value }
  recorder.record(entry)
  return entry
}

/** The interrupt that an entry recorded. */
export function interruptionOf({ position, name, value }: JournalEntry): Interruption {
  return { ...(value as Omit<Interruption, 'position' | 'name'>), position, name }
}

/** A text that was recorded is no file: code that now asks for one does something else. */
function requireSame<T>(recorder: Recorder, asked: JournalEntry, { kept, ...now }: Question<T>): void {
  const { wants } = asked.value as Question<T>['kept']
  if (wants === kept.wants) return
  recorder.fail(
    divergenceOf({ ...asked, kind: wants ?? asked.kind }, { ...now, kind: kept.wants ?? now.kind }),
  )
}

function newDueAt<T>({ input }: Recorder, { name, timeout, until }: Question<T>): number | null {
  if (timeout !== undefined && until !== undefined) {
    throw new Error(`The question '${name}' has timeout and until: give one of them.`)
  }
  if (until !== undefined) return momentOf(until, input).until
  return timeout === undefined ? null : input.now + durationMs(timeout)
}

function dueAtOf(entry: JournalEntry): number | null {
  return (entry.value as { dueAt: number | null }).dueAt
}
