import type { InboxMessage } from '@hilo/protocol'

/** Not answers: a turn reads past them. */
const NO_ANSWER = new Set(['reaction', 'edit', 'unsend', 'system', 'comment'])

/** What the contact wrote and the run has not read, in order. */
export class Inbox {
  readonly #messages: readonly InboxMessage[]
  readonly #handled: Set<number>
  #cursor = 0
  #readSeq: number

  constructor(messages: readonly InboxMessage[], readSeq: number, handled: readonly number[]) {
    this.#messages = messages
    this.#readSeq = readSeq
    this.#handled = new Set(handled)
  }

  get readSeq(): number {
    return this.#readSeq
  }

  /** The messages that are still unread and were taken as interrupts. */
  get handled(): number[] {
    return [...this.#handled].filter((seq) => seq > this.#readSeq)
  }

  /** The oldest unread message that came before `dueAt`. What is no answer is read past. */
  take(dueAt: number | null): InboxMessage | undefined {
    for (;;) {
      const message = this.#messages[this.#cursor]
      if (!message) return undefined
      const speaks = this.#speaks(message)
      if (speaks && dueAt !== null && message.at >= dueAt) return undefined
      this.#cursor++
      this.#readSeq = message.seq
      if (speaks) return message
    }
  }

  /** Those that follow, up to the first that does not belong, which stays where it is. */
  takeWhile(dueAt: number | null, belongs: (message: InboxMessage) => boolean): InboxMessage[] {
    const taken: InboxMessage[] = []
    for (;;) {
      const next = this.find(dueAt, () => true)
      if (!next || !belongs(next)) return taken
      const message = this.take(dueAt)
      if (message) taken.push(message)
    }
  }

  /** The same for the first that is `wanted`, which stays where it is, as do those before it. */
  find(dueAt: number | null, wanted: (message: InboxMessage) => boolean): InboxMessage | undefined {
    return this.#messages
      .slice(this.#cursor)
      .find((message) => this.#speaks(message) && (dueAt === null || message.at < dueAt) && wanted(message))
  }

  /** Keeps a message from being read again where those before it are unread. */
  handle(seq: number): void {
    this.#handled.add(seq)
  }

  /** Where a message stands that is unread; undefined when it is not among the unread. */
  seqOf(messageId: string): number | undefined {
    return this.#messages.slice(this.#cursor).find(({ id }) => id === messageId)?.seq
  }

  /** Reads past a message, and those before it. */
  readTo(seq: number): void {
    for (;;) {
      const message = this.#messages[this.#cursor]
      if (!message || message.seq > seq) return
      this.#cursor++
      this.#readSeq = message.seq
    }
  }

  /** Reads past all that came before a moment. */
  readUntil(moment: number | null): void {
    while (this.take(moment)) {}
  }

  /** All of it is read, and answers nothing. */
  skip(): void {
    this.#cursor = this.#messages.length
    this.#readSeq = this.#messages.at(-1)?.seq ?? this.#readSeq
  }

  /**
   * What no other run is to answer is read: what was taken as an interrupt with all before it, and the
   * message that began the run, unless that `isGone`.
   */
  close(isGone: boolean): void {
    const opening = isGone ? 0 : (this.#messages[0]?.seq ?? 0)
    this.#readSeq = Math.max(this.#readSeq, opening, ...this.#handled)
  }

  #speaks({ seq, content }: InboxMessage): boolean {
    return !NO_ANSWER.has(content.type) && !this.#handled.has(seq)
  }
}
