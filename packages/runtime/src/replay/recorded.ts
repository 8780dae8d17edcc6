import type { BEGIN_POSITION, JournalEntry, Returned } from '@hilo/protocol'

export type Kind = JournalEntry['kind']

/** Where a generation's state stands; the marks of patches are a level below. */
const BEGIN = '0000' satisfies typeof BEGIN_POSITION
/** Where a cancellation stands, after every call; what it undoes is a level below. */
export const CANCEL = '9999'
/** What takes messages of the contact, or leaves them to people. */
const ASKING = new Set<Kind>(['ask', 'choose', 'resumed'])
/**
 * Recorded with the first step behind them, while the other calls wait for the end of the turn: what the step
 * was told, and what ended the wait before it, are the same when the turn is lost. What the contact sees is
 * left to the end of the turn.
 */
const RECORDED_AHEAD = new Set<Kind>([
  'step',
  'ai',
  'now',
  'patched',
  'answer',
  'retry',
  'interrupt',
  'timeout',
])

/** They change the records of the org at the end of the turn. */
export const EFFECTS = new Set<Kind>(['tag', 'untag', 'note', 'assign', 'contact', 'opt_in', 'opt_out'])

/** The mark of a run that people handed back before it asked anything: they had what began it. */
export const HANDED_BACK: JournalEntry = {
  ...{ position: inside(BEGIN, 0), kind: 'resumed', name: '', value: null },
}

/** What a generation was given by the one before it. */
export type Begin = {
  readonly state?: unknown
  /** Checkpoints in a row without a wait between them, and the messages that were sent meanwhile. */
  readonly restarts: number
  readonly messages: number
  readonly hasAsked: boolean
  /** Unread messages that were taken as interrupts: they are no answers. */
  readonly handled: readonly number[]
}

/** The journal that a turn is played over: what there is, and how much of it the code has asked for. */
export class Recorded {
  readonly #entries = new Map<string, JournalEntry>()
  /** The patches that the code has come to: whether it came first with new code. */
  readonly patches = new Map<string, boolean>()
  readonly #handled: number[] = []
  /** True when the run has asked something or was handed back, in a generation before this one too. */
  hasAsked = false
  #begin: Begin = { restarts: 0, messages: 0, hasAsked: false, handled: [] }
  #calls = 0
  readonly #recalled = new Set<string>()
  #last = ''
  #lastCommitted = ''

  constructor(journal: readonly JournalEntry[]) {
    for (const entry of journal) {
      this.#entries.set(entry.position, entry)
      const word = wordOf(entry)
      if (word) this.#handled.push(word.seq)
      if (entry.kind === 'state') this.#begin = entry.value as Begin
      if (this.#begin.hasAsked) this.hasAsked = true
      if (entry.kind === 'patched') this.patches.set(entry.name, true)
      this.noteAsking(entry)
      if (isOfNoCall(entry.position)) continue
      this.#calls++
      if (entry.position > this.#last) this.#last = entry.position
      if (!RECORDED_AHEAD.has(entry.kind) && entry.position > this.#lastCommitted) {
        this.#lastCommitted = entry.position
      }
    }
  }

  get size(): number {
    return this.#entries.size
  }

  get begin(): Begin {
    return this.#begin
  }

  noteAsking({ kind, value }: JournalEntry): void {
    // What was called had the messages meanwhile, and left none of the first.
    if (ASKING.has(kind) || (kind === 'returned' && (value as Returned).run)) this.hasAsked = true
  }

  /** The messages that were interrupts. */
  get handled(): readonly number[] {
    return [...this.#begin.handled, ...this.#handled]
  }

  /** True when the run is being cancelled. */
  get isCancelled(): boolean {
    return this.#entries.has(CANCEL)
  }

  /** True when nothing was recorded at this place or after it. */
  isNew(position: string): boolean {
    return position > this.#last
  }

  /** True when there is nothing at this place, but something after it that was committed with it. */
  isSkipped(position: string): boolean {
    return !this.#entries.has(position) && !isOfNoCall(position) && position < this.#lastCommitted
  }

  /** True when what was called at this place waited for something before it returned. */
  hasWaitedAt(position: string): boolean {
    for (let index = 1; ; index++) {
      const returned = this.#entries.get(inside(position, index))?.value as Returned | undefined
      if (!returned || returned.run?.waited) return returned !== undefined
    }
  }

  has(position: string): boolean {
    return this.#entries.has(position)
  }

  recall(position: string): JournalEntry | undefined {
    const entry = this.#entries.get(position)
    if (entry && !isOfNoCall(position)) this.#recalled.add(position)
    return entry
  }

  /**
   * The first entry directly inside a call from the given one on: there may be none at that index itself,
   * when the turn was lost that had it.
   */
  firstInside(position: string, from: number): { index: number; entry: JournalEntry } | undefined {
    const first = inside(position, from)
    if (this.isNew(first)) return undefined
    const entry = [...this.#entries.values()]
      .filter((entry) => entry.position >= first && parentOf(entry.position) === position)
      .reduce<JournalEntry | undefined>((a, b) => (a && a.position < b.position ? a : b), undefined)
    return entry && { index: Number(entry.position.slice(-4)), entry }
  }

  /** True when the code has asked for all of it. */
  get isRecalled(): boolean {
    return this.#recalled.size === this.#calls
  }

  firstFrom(position: string): JournalEntry {
    const left = [...this.#entries.values()].filter(
      (entry) => entry.position >= position && !isOfNoCall(entry.position),
    )
    left.sort((a, b) => (a.position < b.position ? -1 : 1))
    return left[0] ?? { position: this.#last, kind: 'end', name: '', value: null }
  }
}

/** The message that an entry is about because it was an interrupt, heard here or by what was called. */
function wordOf({ kind, value }: JournalEntry): { seq: number } | undefined {
  if (kind === 'interrupt') return value as { seq: number }
  return kind === 'returned' ? (value as Returned).interrupt : undefined
}

/** True for what is recorded with the next step. */
export function goesAhead({ kind, content }: JournalEntry): boolean {
  return RECORDED_AHEAD.has(kind) && content === undefined
}

/** An entry of which nobody is told; undefined when it is nothing else. */
export function silent({ content: _, ...entry }: JournalEntry): JournalEntry | undefined {
  return EFFECTS.has(entry.kind) ? undefined : entry
}

/** The place of the mark of a patch. */
export function markPosition(number: number): string {
  return inside(BEGIN, number)
}

/** The position of something that happens inside a call. */
export function inside(position: string, index: number): string {
  return `${position}.${levelOf(index)}`
}

function parentOf(position: string): string {
  return position.slice(0, -5)
}

export function levelOf(index: number): string {
  return String(index).padStart(4, '0')
}

function isOfNoCall(position: string): boolean {
  return position.startsWith(BEGIN) || isOfCancel(position)
}

/** True for a cancellation and what it undoes. */
export function isOfCancel(position: string): boolean {
  return position.startsWith(CANCEL)
}
