import { type Act, MINUTE_MS } from './program.ts'

/**
 * Reads a program from where it stands, without a journal and without replay: what a turn must say, and where
 * it must stop.
 */

export type Note = { seq: number; text: string; at: number }

/** Where a run stands at the end of its last turn. */
export type Stand = {
  at: number
  /** The moment a question is over or a sleep ends; what a handoff or a question waits on has begun. */
  begun: { dueAt: number | null } | null
  attempts: number
  /** People had what was written before they handed it back. */
  isHandedBack: boolean
  readSeq: number
  promptSeq: number
}

/** What outlives a turn that is lost: what was recorded with a step, and what steps did to the world. */
export type Kept = {
  steps: Map<number, number>
  nows: Map<number, number>
  heard: Map<number, Note>
  executed: Map<number, number>
}

export type Page = {
  says: string[]
  /** Which of them, counted from 1, is the question that is now waited on. */
  prompt: number | null
  stand: Stand
  end: { done: true } | { done: false; dueAt: number | null; isHandoff: boolean }
}

type Given = {
  acts: readonly Act[]
  name: string
  stand: Stand
  kept: Kept
  inbox: readonly Note[]
  wake: string
  now: number
  /** How many things it may still record before its node dies. */
  dies: number | null
}

const BACKOFF_MS = 500

/** @returns null when the node died on the way. */
export function read(given: Given): Page | null {
  return new Reader(given).read()
}

class Reader {
  readonly #given: Given
  readonly #stand: Stand
  readonly #page: Page
  readonly #nows: [number, number][] = []
  readonly #heard: [number, Note][] = []
  #inbox: Note[]
  #left: number

  constructor(given: Given) {
    this.#given = given
    this.#stand = { ...given.stand }
    this.#page = { says: [], prompt: null, stand: this.#stand, end: { done: true } }
    this.#inbox = [...given.inbox]
    this.#left = given.dies ?? Number.POSITIVE_INFINITY
  }

  read(): Page | null {
    const { acts, name, inbox } = this.#given
    for (; this.#stand.at < acts.length; this.#stand.at++) {
      const said = this.#perform(acts[this.#stand.at] as Act, `${name}.${this.#stand.at}`)
      if (said === 'died') return null
      if (said === 'stop') return this.#page
      if (said !== '') this.#page.says.push(said)
      Object.assign(this.#stand, { begun: null, attempts: 0 })
    }
    const hasAsked = acts.some(({ does }) => does === 'hear' || does === 'ask' || does === 'number')
    const isOpeningGone = hasAsked || this.#stand.isHandedBack
    if (!isOpeningGone) this.#stand.readSeq = Math.max(this.#stand.readSeq, inbox[0]?.seq ?? 0)
    return this.#page
  }

  #perform(act: Act, here: string): string | 'stop' | 'died' {
    switch (act.does) {
      case 'say':
        return here
      case 'hear':
        return this.#hear(here)
      case 'ask':
      case 'number':
        return this.#ask(act, here)
      case 'step':
        return this.#step(act.fails, here)
      case 'sleep':
        this.#stand.begun ??= { dueAt: this.#given.now + act.minutes * MINUTE_MS }
        return this.#given.now < (this.#stand.begun.dueAt ?? 0) ? this.#stop() : `${here} awake`
      case 'now':
        return `${here} ${this.#now()}`
      case 'handoff':
        return this.#handoff()
    }
  }

  #stop(isHandoff = false, dueAt = this.#stand.begun?.dueAt ?? null): 'stop' {
    this.#page.end = { done: false, dueAt, isHandoff }
    return 'stop'
  }

  #hear(here: string): string {
    const known = this.#given.kept.heard.get(this.#stand.at)
    const note = known ?? this.#inbox[0]
    if (!note) return this.#stop()
    this.#readTo(note.seq)
    return this.#answer(here, note)
  }

  #readTo(seq: number): void {
    this.#inbox = this.#inbox.filter((note) => note.seq > seq)
    this.#stand.readSeq = Math.max(this.#stand.readSeq, seq)
  }

  #answer(here: string, note: Note): string {
    this.#heard.push([this.#stand.at, note])
    return `${here} ${note.text}`
  }

  #ask(act: Extract<Act, { does: 'ask' | 'number' }>, here: string): string {
    const { now, wake } = this.#given
    const minutes = act.does === 'ask' ? act.minutes : null
    const wasAsked = this.#stand.begun !== null
    this.#stand.begun ??= { dueAt: minutes === null ? null : now + minutes * MINUTE_MS }
    const { dueAt } = this.#stand.begun
    const isDue = dueAt !== null && now >= dueAt
    const known = this.#given.kept.heard.get(this.#stand.at)
    const isGone = known && this.#inbox.every(({ seq }) => seq !== known.seq)
    if (known && isGone) return this.#answer(here, known)
    if (!known && (!wasAsked || (wake === 'hand_back' && !isDue))) return this.#prompt(here)
    for (let note = this.#inbox[0]; note; note = this.#inbox[0]) {
      // What came too late is for what comes next.
      if (dueAt !== null && note.at >= dueAt) break
      this.#readTo(note.seq)
      if (note.seq <= this.#stand.promptSeq) continue
      if (act.does === 'ask' || note.text === '7') return this.#answer(here, note)
      this.#page.says.push(`${here}!`)
    }
    return isDue ? `${here} nothing` : this.#stop()
  }

  /** What was written before the question is no answer to it. */
  #prompt(here: string): 'stop' {
    this.#page.prompt = this.#page.says.push(`${here}?`)
    this.#stand.readSeq = this.#inbox.at(-1)?.seq ?? this.#stand.readSeq
    this.#inbox = []
    return this.#stop()
  }

  #step(fails: number, here: string): string | 'died' {
    const { kept, now } = this.#given
    const { at, begun, attempts } = this.#stand
    const known = kept.steps.get(at)
    if (known !== undefined) return `${here} ${known}`
    if (begun && now < (begun.dueAt ?? 0)) return this.#stop()
    const times = (kept.executed.get(at) ?? 0) + 1
    kept.executed.set(at, times)
    if (times <= fails) {
      Object.assign(this.#stand, {
        attempts: attempts + 1,
        begun: { dueAt: now + BACKOFF_MS * 2 ** attempts },
      })
      return this.#stop()
    }
    if (this.#left-- === 0) return 'died'
    for (const [place, value] of this.#nows.splice(0)) kept.nows.set(place, value)
    for (const [place, note] of this.#heard.splice(0)) kept.heard.set(place, note)
    kept.steps.set(at, times)
    return `${here} ${times}`
  }

  #now(): number {
    const { kept, now } = this.#given
    const known = kept.nows.get(this.#stand.at)
    if (known !== undefined) return known
    this.#nows.push([this.#stand.at, now])
    return now
  }

  #handoff(): '' | 'stop' {
    const wasHandedOff = this.#stand.begun !== null
    if (wasHandedOff && this.#given.wake === 'hand_back') return ''
    this.#stand.begun = { dueAt: null }
    return this.#stop(true)
  }
}
