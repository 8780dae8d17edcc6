import type { JournalEntry, Turn } from '@hilo/protocol'

const ENTRIES_MAX = 20_000

/** The journals of the runs this process has seen last, so that a turn brings only what is new. */
export class JournalCache {
  readonly #journals = new Map<string, { generation: number; entries: JournalEntry[] }>()
  #entries = 0

  /** The whole journal of a turn's run, or nothing when this process lacks its beginning. */
  complete({ runId, generation, base, tail }: Turn): JournalEntry[] | undefined {
    if (base === 0) {
      this.forget(runId)
      return tail
    }
    const known = this.#journals.get(runId)
    if (known?.generation !== generation || known.entries.length < base) return undefined
    const journal = [...known.entries.slice(0, base), ...tail]
    // A step that a crash left ahead of its journal: what was written before it later has moved it.
    return isOrdered(journal) ? journal : undefined
  }

  /** Keeps a journal, and drops the longest unused ones when there are too many entries. */
  keep({ runId, generation }: Pick<Turn, 'runId' | 'generation'>, journal: JournalEntry[]): void {
    this.forget(runId)
    const entries = isOrdered(journal)
      ? journal
      : journal.toSorted((a, b) => (a.position < b.position ? -1 : 1))
    this.#journals.set(runId, { generation, entries })
    this.#entries += journal.length
    for (const oldest of this.#journals.keys()) {
      if (this.#entries <= ENTRIES_MAX) return
      this.forget(oldest)
    }
  }

  forget(runId: string): void {
    this.#entries -= this.#journals.get(runId)?.entries.length ?? 0
    this.#journals.delete(runId)
  }
}

function isOrdered(journal: readonly JournalEntry[]): boolean {
  let before = ''
  for (const { position } of journal) {
    if (position <= before) return false
    before = position
  }
  return true
}
