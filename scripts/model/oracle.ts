import type { Programs } from './program.ts'
import { type Kept, type Note, type Page, read, type Stand } from './reader.ts'

/**
 * What must hold of one conversation, whatever happens and in whichever order: a message counts once and in
 * its order, a run stays on its version, only who holds the claim of the present epoch may end a turn, and
 * nobody but people speaks while people hold the conversation.
 */

type Run = {
  version: number
  stand: Stand
  kept: Kept
  node: number | null
  claim: number
  wake: 'hand_back' | null
  dueAt: number | null
}

/** A turn of the oracle: what a node was given when it claimed the run. */
export type Turn = {
  run: Run
  node: number
  claim: number
  epoch: number
  seenSeq: number
  wake: string
  /** Where the run stood when it was claimed: what people did since is not in it. */
  stand: Stand
  page: Page | null
}

export class Oracle {
  readonly transcript: string[] = []
  readonly runs: Run[] = []
  readonly #programs: Programs
  readonly #notes: Note[] = []
  readonly #known = new Set<string>()
  #node = 0
  #version = 0
  #epoch = 0
  #holder: 'nobody' | 'backend' | 'human' = 'nobody'
  #run: Run | null = null

  constructor(programs: Programs) {
    this.#programs = programs
  }

  get version(): number {
    return this.#version
  }

  get isHuman(): boolean {
    return this.#holder === 'human'
  }

  /** Nothing is left to do until somebody writes. */
  get isAtRest(): boolean {
    const run = this.#run
    if (!run) return true
    return this.#holder === 'backend' && !run.node && run.dueAt === null && run.stand.readSeq >= this.#lastIn
  }

  /** @returns the turn that the message woke. */
  write(id: string, text: string, at: number): Turn | null {
    if (this.#known.has(id)) return null
    this.#known.add(id)
    const seq = this.transcript.push(`in ${text}`)
    this.#notes.push({ seq, text, at })
    if (this.#holder === 'nobody' && !this.#run) return this.#start(seq - 1)
    const run = this.#run
    if (this.#holder !== 'backend' || !run || run.node !== null) return null
    return this.#claim(run, 'message')
  }

  /** @returns the turn of a run that is due, or whose node is dead. */
  wake(now: number): Turn | null {
    const run = this.#run
    if (!run) return null
    const isLeft = run.node !== null && run.node !== this.#node
    const isDue = run.node === null && (run.wake !== null || (run.dueAt !== null && run.dueAt <= now))
    if (!isLeft && !isDue) return null
    if (this.#holder === 'backend') return this.#claim(run, 'timer')
    Object.assign(run, { node: null, dueAt: null })
    return null
  }

  /** Computes a turn. @returns false when its node died on the way. */
  play(turn: Turn, { now, dies }: { now: number; dies: number | null }): boolean {
    const { version, kept } = turn.run
    const { stand } = turn
    const acts = this.#programs[version % this.#programs.length] ?? []
    const inbox = this.#notes.filter(({ seq }) => seq > stand.readSeq)
    turn.seenSeq = Math.max(turn.seenSeq, inbox.at(-1)?.seq ?? 0)
    turn.page = read({ acts, name: `v${version}`, stand, kept, inbox, wake: turn.wake, now, dies })
    return turn.page !== null
  }

  /** @returns the turn that follows at once; `refused` when nothing of it may be seen. */
  commit(turn: Turn): Turn | null | 'refused' {
    const { run, page } = turn
    const isMine = run.node === turn.node && run.claim === turn.claim
    if (!page || !isMine || this.#epoch !== turn.epoch || this.#run !== run) {
      if (isMine) run.node = null
      return 'refused'
    }
    const { says, prompt, stand, end } = page
    if (prompt !== null) stand.promptSeq = this.transcript.length + prompt
    this.transcript.push(...says.map((text) => `out ${text}`))
    Object.assign(run, { stand, wake: null, dueAt: end.done ? null : end.dueAt })
    if (end.done) {
      this.#run = null
      this.#holder = 'nobody'
      return this.#lastIn > stand.readSeq ? this.#start(stand.readSeq, turn.node) : null
    }
    this.#holder = end.isHandoff ? 'human' : 'backend'
    if (this.#lastIn > turn.seenSeq) {
      return { ...turn, seenSeq: this.#lastIn, wake: 'message', stand, page: null }
    }
    run.node = null
    return null
  }

  die(): void {
    this.#node++
  }

  takeOver(): void {
    if (this.#holder === 'human') return
    this.#epoch++
    this.#holder = 'human'
    if (this.#run) this.#run.dueAt = null
  }

  handBack(): void {
    if (this.#holder !== 'human') return
    this.#epoch++
    this.#holder = this.#run ? 'backend' : 'nobody'
    if (!this.#run) return
    this.#run.wake = 'hand_back'
    const { stand } = this.#run
    const readSeq = Math.max(stand.readSeq, this.transcript.length)
    this.#run.stand = { ...stand, readSeq, isHandedBack: true }
  }

  deploy(): void {
    this.#version++
  }

  get #lastIn(): number {
    return this.#notes.at(-1)?.seq ?? 0
  }

  #start(readSeq: number, node = this.#node): Turn {
    const stand = { at: 0, begun: null, attempts: 0, readSeq, promptSeq: 0, isHandedBack: false }
    const kept = { steps: new Map(), nows: new Map(), heard: new Map(), executed: new Map() }
    const run: Run = { version: this.#version, stand, kept, node, claim: 1, wake: null, dueAt: null }
    this.runs.push(run)
    this.#run = run
    this.#holder = 'backend'
    const { epoch, seenSeq } = { epoch: this.#epoch, seenSeq: this.#lastIn }
    return { run, node, claim: 1, epoch, seenSeq, wake: 'start', stand, page: null }
  }

  #claim(run: Run, wake: string): Turn {
    run.node = this.#node
    run.claim++
    const { claim } = run
    return {
      ...{ run, claim, epoch: this.#epoch, node: this.#node, seenSeq: this.#lastIn, page: null },
      stand: run.stand,
      wake: run.wake ?? wake,
    }
  }
}
