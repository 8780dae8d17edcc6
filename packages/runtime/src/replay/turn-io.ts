import type {
  AiAsked,
  AiValue,
  InboxMessage,
  JournalEntry,
  KeptFile,
  OuterInterrupts,
  Turn,
  TurnEnd,
} from '@hilo/protocol'
import type { StepContext } from './chat.ts'
import type { Match } from './outer-interrupts.ts'

/** A turn without what only the wire needs. */
export type TurnInput = Omit<Turn, 'type' | 'turn' | 'base' | 'tail'>

export type LogLevel = 'info' | 'warn' | 'error'

/** What a turn needs from where it runs. */
export type TurnIo = {
  /**
   * Records a step now, and with it what led to it; answers with the step that counts, which another writer
   * may have written first.
   */
  step(entry: JournalEntry, before: readonly JournalEntry[]): Promise<JournalEntry>
  log(level: LogLevel, text: string, data?: unknown): void
  secret?(name: string): string | undefined
  /** A text as the journal has it: without the values of secrets. */
  redact?(text: string): string
  /** The id of the member with this address; null when nobody has it. */
  findMember?(email: string): Promise<string | null>
  /** The bytes of a file that the contact sent. Refuses outside of a step; obeys its signal. */
  media?(id: string): Promise<Uint8Array>
  /**
   * Keeps a file that the code made, so that it can be said. @throws Error in words when it cannot be sent
   */
  keepFile?(file: MadeFile): Promise<KeptFile>
  /**
   * Runs one attempt of a step: here `fetch` is allowed and obeys the signal, or something stands in for it.
   */
  perform?(attempt: StepAttempt): unknown
  /** Lets a model of the org read something. @throws AiError */
  askModel?(asked: AiAsked): Promise<unknown>
  /** What stands in for what a model would say, without a look at it; undefined: nothing does. */
  aiResult?(name: AiAsked['kind'], position: string): AiValue | undefined
  /** What stands in for a time or a draw that is not in the journal; undefined: nothing does. */
  chance?(kind: 'now' | 'random' | 'uuid'): unknown
}

export type MadeFile = {
  readonly bytes: Uint8Array
  readonly mimeType: string
  readonly filename: string | null
}

export type StepAttempt = { readonly name: string; readonly context: StepContext; act(): unknown }

export type Played = { entries: JournalEntry[]; readSeq: number; end: TurnEnd }

/** What the backend that is played says about every wait. */
export type Rules = {
  /** The interrupt that a message is. */
  interruptBy(message: InboxMessage): Match | undefined
  /** What a run that is called from here listens for besides its own. */
  readonly outer: OuterInterrupts
  /** Ends a run that is cancelled from outside of its code. */
  stop(): Promise<never>
}
