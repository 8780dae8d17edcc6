import type { JournalEntry } from '@hilo/protocol'
import { isOfCancel } from './recorded.ts'

/** A journal longer than this, or larger, is slow to replay and to read: people take over. */
export const JOURNAL_ENTRIES_MAX = 1_000
export const JOURNAL_BYTES_MAX = 1024 * 1024

/** What a host takes at most: undoing is not bound by the room. It adds an entry a step, and its two ends. */
export const JOURNAL_LENGTH_MAX = 2 * JOURNAL_ENTRIES_MAX + 2

/** How much room the journal of a generation has left. */
export class JournalRoom {
  #entries: number
  #bytes: number
  readonly #warn: (sentence: string) => void

  constructor(journal: readonly JournalEntry[], warn: (sentence: string) => void) {
    this.#entries = journal.length
    this.#bytes = journal.reduce((sum, entry) => sum + sizeOf(entry), 0)
    this.#warn = warn
  }

  /** Takes the place of the entry at `position`. Says why there is none; what undoes always has one. */
  take(position: string): string | null {
    if (isOfCancel(position)) return null
    if (this.#entries >= JOURNAL_ENTRIES_MAX) {
      const size = `${JOURNAL_ENTRIES_MAX} entries`
      return `The journal of this run has reached ${size}: use chat.checkpoint in a loop.`
    }
    this.#entries++
    if (this.#entries === JOURNAL_ENTRIES_MAX / 2) this.#warnOf(`${this.#entries} entries`)
    return null
  }

  /** Takes what an entry weighs. Says why it is too much. */
  weigh(entry: JournalEntry): string | null {
    if (isOfCancel(entry.position)) return null
    const before = this.#bytes
    this.#bytes += sizeOf(entry)
    if (this.#bytes > JOURNAL_BYTES_MAX) {
      return 'The journal of this run has reached 1 MiB: use chat.checkpoint in a loop.'
    }
    const half = JOURNAL_BYTES_MAX / 2
    if (before < half && this.#bytes >= half) this.#warnOf('512 KiB')
    return null
  }

  #warnOf(size: string): void {
    this.#warn(
      `The journal of this run has ${size}, half of what it may hold: use chat.checkpoint in a loop.`,
    )
  }
}

/** What an entry adds to the size of its journal, in the characters of its JSON. */
export function sizeOf({ name, value, content }: JournalEntry): number {
  const said = content === undefined ? 0 : JSON.stringify(content).length
  return name.length + (JSON.stringify(value) ?? '').length + said
}
