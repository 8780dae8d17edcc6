import type { AiAsked, AiFault, JournalEntry, KeptFile, LogLine, TurnEnd } from '@hilo/protocol'
import type { Remote } from '../remote/post.ts'
import type { MadeFile, TurnInput } from '../replay/recorder.ts'
import type { Crash } from './process.ts'

/** What the host has of a file: `none` says why in words for the author. */
export type FilePart =
  | { readonly type: 'part'; readonly size: number; readonly bytes: Uint8Array }
  | { readonly type: 'due' }
  | { readonly type: 'none'; readonly reason: string }

/** One turn, and all its process may ask for. */
export type PlayJob = {
  readonly orgId: string
  readonly version: {
    readonly hash: string
    readonly bundlePath: string
    /** Where the code is, when it is elsewhere: there is no bundle then. */
    readonly remote?: Remote | null
  }
  readonly secrets: Readonly<Record<string, string>>
  /** The hosts of the version's manifest. */
  readonly egressAllow: readonly string[]
  readonly turn: TurnInput
  /** How many entries the journal has. */
  readonly length: number
  /**
   * The entries from an index on, in the order of their positions. Called only when the process lacks them.
   */
  journal(from: number): Promise<JournalEntry[]>
  /**
   * Records a step and what led to it, and answers with the step that counts. When it rejects, so does
   * `play`.
   */
  onStep(entry: JournalEntry, before: readonly JournalEntry[]): Promise<JournalEntry>
  onLog?(line: LogLine): void
  /** The id of the member with this address; null when nobody of the org has it. */
  findMember?(email: string): Promise<string | null>
  /**
   * A part of a file of this conversation, from an offset on: as much as may be in memory at a time, and at
   * least a byte before the end. The id is what the code says it is: anything.
   */
  media?(id: string, offset: number): Promise<FilePart>
  /** Keeps a file that the code made in the turn's conversation, until a message carries it. */
  keepFile?(file: MadeFile): Promise<KeepAnswer>
  /** Lets a model of the org read something for the code. Rejects only when the host itself could not. */
  askModel?(asked: AiAsked, signal: AbortSignal): Promise<AiAnswer>
  /** In a process of its own: tells which of several turns brought a process down. */
  readonly exclusive?: boolean
  /** Aborted when the turn has no more time: it is given up, and what its process says of it is not heard. */
  readonly signal?: AbortSignal
}

type AiAnswer =
  | { readonly type: 'answered'; readonly value: unknown }
  | { readonly type: 'failed'; readonly fault: AiFault; readonly message: string }

type KeepAnswer = { type: 'kept'; file: KeptFile } | { type: 'refused'; message: string }

export type PlayResult =
  | {
      readonly type: 'end'
      readonly entries: JournalEntry[]
      readonly readSeq: number
      readonly end: TurnEnd
    }
  | ({ readonly type: 'crashed' } & Crash)
