import type { InboxMessage, JournalEntry } from '@hilo/protocol'
import { MemoryRun } from '@hilo/runtime/memory'
import { type Played, playTurn, type TurnInput } from '@hilo/runtime/replay'
import { type Code, type Host, mortalRecorder, unlessDied } from './host.ts'

/** A run in memory, and what a database keeps beside its journal. */
class HostedRun extends MemoryRun {
  readonly version: number
  node: number | null
  claim = 1
  readSeq: number
  promptSeq = 0
  handedBack = false
  dueAt: number | null = null

  constructor(code: Code, { version, node, readSeq }: { version: number; node: number; readSeq: number }) {
    const contact = { id: 'c', name: null, locale: 'en', channel: 'web', phone: null, attributes: {} }
    super(code(version), {
      clock: 0,
      circumstances: {
        ...{ runId: `run-${crypto.randomUUID()}`, conversationId: 'c', generation: 0, config: {} },
        ...{ contact, timeZone: 'UTC' },
      },
      io: { log: () => {} },
    })
    this.version = version
    this.node = node
    this.readSeq = readSeq
  }

  /** As the database does it: the first writer wins. */
  keep(entry: JournalEntry, before: readonly JournalEntry[]): JournalEntry {
    return this.append(entry, before)
  }
}

export type MemoryClaim = {
  run: HostedRun
  node: number
  claim: number
  epoch: number
  /** How far it had read when it was claimed. */
  readSeq: number
  seenSeq: number
  wake: TurnInput['wake']
}

/** A conversation in memory, under the rules of the database and with the journal of the real engine. */
export class MemoryHost implements Host<MemoryClaim> {
  readonly #code: Code
  readonly #said: { line: string; message: InboxMessage | null }[] = []
  readonly #known = new Set<string>()
  #run: HostedRun | null = null
  #holder: 'nobody' | 'backend' | 'human' = 'nobody'
  #node = 0
  #epoch = 0
  #version = 0

  constructor(code: Code) {
    this.#code = code
  }

  async write({ id, text, at }: { id: string; text: string; at: number }): Promise<MemoryClaim | null> {
    if (this.isKnown(id)) return null
    const seq = this.#said.length + 1
    this.#said.push({ line: `in ${text}`, message: { id, seq, content: { type: 'text', text }, at } })
    if (this.#holder === 'nobody' && !this.#run) return this.#start(seq - 1, this.#node)
    const run = this.#run
    return run && this.#holder === 'backend' && run.node === null ? this.#claim(run, 'message') : null
  }

  protected isKnown(id: string): boolean {
    const isKnown = this.#known.has(id)
    this.#known.add(id)
    return isKnown
  }

  async wake(now: number): Promise<MemoryClaim | null> {
    const run = this.#run
    if (!run) return null
    const isDue = run.handedBack || (run.dueAt !== null && run.dueAt <= now)
    if (run.node === null ? !isDue : run.node === this.#node) return null
    if (this.#holder === 'backend') return this.#claim(run, 'timer')
    Object.assign(run, { node: null, dueAt: null })
    return null
  }

  async play(
    claim: MemoryClaim,
    { now, dies }: { now: number; dies: number | null },
  ): Promise<Played | null> {
    const { run, wake, readSeq } = claim
    const inbox = this.#said.flatMap(({ message }) => (message && message.seq > readSeq ? [message] : []))
    claim.seenSeq = Math.max(claim.seenSeq, inbox.at(-1)?.seq ?? 0)
    const { promptSeq } = run
    const step = mortalRecorder(dies, async (entry, before) => this.record(run, entry, before))
    const turn = { ...run.input(wake), inbox, readSeq, promptSeq, now }
    const io = { step, log: () => {} }
    return unlessDied(playTurn(this.#code(run.version), { journal: structuredClone(run.journal), turn, io }))
  }

  protected record(run: HostedRun, entry: JournalEntry, before: readonly JournalEntry[]): JournalEntry {
    return run.keep(entry, before)
  }

  async commit(claim: MemoryClaim, played: Played): Promise<MemoryClaim | null | 'refused'> {
    const { run } = claim
    const isMine = run.node === claim.node && run.claim === claim.claim
    if (!this.mayCommit(isMine, claim.epoch === this.#epoch && this.#run === run)) {
      if (isMine) run.node = null
      return 'refused'
    }
    for (const { kind, content } of played.entries) {
      if (content?.type !== 'text') continue
      const seq = this.#said.push({ line: `out ${content.text}`, message: null })
      if (kind === 'ask' || kind === 'prompt') run.promptSeq = seq
    }
    run.commit(played)
    const { end, readSeq } = played
    Object.assign(run, { readSeq, handedBack: false, dueAt: end.type === 'wait' ? end.wait.dueAt : null })
    return end.type === 'wait'
      ? this.#waits(claim, end.wait.kind === 'hand_back')
      : this.#ends(claim, readSeq)
  }

  protected mayCommit(isMine: boolean, isCurrent: boolean): boolean {
    return isMine && isCurrent
  }

  async die(): Promise<void> {
    this.#node++
  }

  async takeOver(): Promise<void> {
    if (this.#holder === 'human') return
    this.#epoch++
    this.#holder = 'human'
    if (this.#run) this.#run.dueAt = null
  }

  async handBack(): Promise<void> {
    if (this.#holder !== 'human') return
    this.#epoch++
    this.#holder = this.#run ? 'backend' : 'nobody'
    if (!this.#run) return
    this.#run.handedBack = true
    this.#run.readSeq = Math.max(this.#run.readSeq, this.#said.length)
  }

  async deploy(): Promise<void> {
    this.#version++
  }

  async transcript(): Promise<string[]> {
    return this.#said.map(({ line }) => line)
  }

  get #lastIn(): number {
    return this.#said.findLast(({ message }) => message)?.message?.seq ?? 0
  }

  #waits(claim: MemoryClaim, isHandoff: boolean): MemoryClaim | null {
    this.#holder = isHandoff ? 'human' : 'backend'
    if (this.#lastIn > claim.seenSeq) {
      return { ...claim, readSeq: claim.run.readSeq, seenSeq: this.#lastIn, wake: 'message' }
    }
    claim.run.node = null
    return null
  }

  #ends({ node }: MemoryClaim, readSeq: number): MemoryClaim | null {
    this.#run = null
    this.#holder = 'nobody'
    return this.#lastIn > readSeq ? this.#start(readSeq, node) : null
  }

  #start(readSeq: number, node: number): MemoryClaim {
    const run = new HostedRun(this.#code, { version: this.#version, node, readSeq })
    this.#run = run
    this.#holder = 'backend'
    return { run, node, claim: 1, epoch: this.#epoch, readSeq, seenSeq: this.#lastIn, wake: 'start' }
  }

  #claim(run: HostedRun, wake: TurnInput['wake']): MemoryClaim {
    run.node = this.#node
    run.claim++
    const { claim } = run
    const epoch = this.#epoch
    return {
      run,
      node: this.#node,
      claim,
      epoch,
      readSeq: run.readSeq,
      seenSeq: this.#lastIn,
      wake: run.handedBack ? 'hand_back' : wake,
    }
  }
}
