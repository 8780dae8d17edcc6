import type { Content, InboxMessage, JournalEntry } from '@hilo/protocol'
import { type Duration, durationMs } from './duration.ts'
import { AskExhausted, AskTimeout } from './errors.ts'
import { inside, type Recorder } from './recorder.ts'

/** A question to the contact, of any kind: how it is put, and what is an answer to it. */
export type Question<T> = {
  readonly kind: 'ask' | 'choose'
  readonly name: string
  readonly position: string
  readonly prompt: Content | undefined
  /** What the journal keeps beside the time at which it is due. */
  readonly kept: object
  readonly timeout: Duration | undefined
  readonly attempts: number | undefined
  judge(message: InboxMessage): { readonly value: object } | { readonly retry: Content }
  /** The author's value of a recorded answer. */
  read(value: unknown): T
}

export type Reply<T> = { readonly answer: T } | { readonly late: AskTimeout }

const INSIDE = ['retry', 'prompt', 'answer', 'timeout'] as const

/** Puts a question and waits for its answer, or goes on where an earlier turn stopped waiting. */
export function waitForReply<T>(recorder: Recorder, question: Question<T>): Reply<T> {
  const { position, kind, name } = question
  const asked = recorder.recall({ position, kind, name })
  const dueAt = asked ? dueAtOf(asked) : dueAtAfter(recorder.input.now, question.timeout)
  if (!asked) {
    recorder.record({ position, kind, name, value: { dueAt, ...question.kept }, content: question.prompt })
  }
  const wait = new Waiting(recorder, question, dueAt)
  return wait.recalled() ?? wait.answered(asked !== undefined)
}

/** The calls inside one question, numbered as they happen. */
class Waiting<T> {
  readonly #recorder: Recorder
  readonly #question: Question<T>
  readonly #dueAt: number | null
  #count = 0
  #refused = 0

  constructor(recorder: Recorder, question: Question<T>, dueAt: number | null) {
    this.#recorder = recorder
    this.#question = question
    this.#dueAt = dueAt
  }

  /** The answer that earlier turns recorded, if they did. */
  recalled(): Reply<T> | undefined {
    const { position, name } = this.#question
    for (;;) {
      const entry = this.#recorder.recallOneOf(inside(position, this.#count + 1), INSIDE, name)
      if (!entry) return undefined
      this.#count++
      if (entry.kind === 'answer') return { answer: this.#question.read(entry.value) }
      if (entry.kind === 'timeout') return { late: new AskTimeout(name) }
      if (entry.kind === 'retry') this.#refuse()
    }
  }

  /** The answer this turn's messages give; ends the turn when there is none. */
  answered(wasAsked: boolean): Reply<T> {
    const { input } = this.#recorder
    const isDue = this.#dueAt !== null && input.now >= this.#dueAt
    let afterSeq = wasAsked ? input.promptSeq : Number.POSITIVE_INFINITY
    if (wasAsked && !isDue && input.wake === 'hand_back' && this.#question.prompt) {
      this.#record('prompt', null, this.#question.prompt)
      afterSeq = Number.POSITIVE_INFINITY
    }
    if (!this.#question.prompt) afterSeq = 0
    const answer = this.#firstAccepted(afterSeq)
    if (answer !== undefined) return { answer: this.#question.read(answer) }
    if (isDue) {
      this.#record('timeout', null)
      return { late: new AskTimeout(this.#question.name) }
    }
    const { position, name } = this.#question
    return this.#recorder.suspend({ kind: 'message', position, name, dueAt: this.#dueAt })
  }

  #firstAccepted(afterSeq: number): object | undefined {
    for (;;) {
      const message = this.#recorder.take(afterSeq, this.#dueAt)
      if (!message) return undefined
      const verdict = this.#question.judge(message)
      if ('value' in verdict) {
        this.#record('answer', verdict.value)
        return verdict.value
      }
      const isLast = this.#refused + 1 === this.#question.attempts
      this.#record('retry', { messageId: message.id }, isLast ? undefined : verdict.retry)
      this.#refuse()
    }
  }

  #refuse(): void {
    this.#refused++
    if (this.#refused === this.#question.attempts) {
      throw new AskExhausted(this.#question.name, this.#refused)
    }
  }

  #record(kind: JournalEntry['kind'], value: unknown, content?: Content): void {
    const position = inside(this.#question.position, ++this.#count)
    this.#recorder.record({ position, kind, name: this.#question.name, value, content })
  }
}

function dueAtAfter(now: number, timeout: Duration | undefined): number | null {
  return timeout === undefined ? null : now + durationMs(timeout)
}

function dueAtOf(entry: JournalEntry): number | null {
  return (entry.value as { dueAt: number | null }).dueAt
}
