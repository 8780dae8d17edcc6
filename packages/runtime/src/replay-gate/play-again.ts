/**
 * Plays a recorded run again on other code: what came in comes in again at its time, people take and hand
 * back the conversation as they did, and steps, models, times, draws and calls give what they gave. Nothing
 * of the outside world is touched: a step that has no recorded result is named and ends the comparison.
 */
import type {
  AiValue,
  Content,
  ContentOf,
  InboxMessage,
  JournalEntry,
  Returned,
  RunRecord,
  TurnEnd,
} from '@hilo/protocol'
import type { PlayTurn } from '../memory/kept-in-memory.ts'
import { MemoryRun } from '../memory/memory-run.ts'
import { type Backend, type StepAttempt, TerminalError, type TurnInput } from '../replay/index.ts'

export type PlayedAgain = {
  readonly journal: readonly JournalEntry[]
  readonly inbox: readonly InboxMessage[]
  readonly end: TurnEnd | null
  /** The first step that the record has no result for. What came after it is left out. */
  readonly addedStep: string | null
}

type Outside = {
  at: number
  messages?: readonly InboxMessage[]
  people?: 'take over' | 'hand back'
  /** What was called has ended, and gave this. */
  returned?: JournalEntry
}

/** What came close together and before any reply came into one turn. */
const TOGETHER_MS = 10_000
/** Times fall due one after the other; code that waits for ever shorter times would never end. */
const TURNS_MAX = 2_000

/** Never rejects because of the code. `play` is for code that is not here; what it rejects with is passed on. */
export async function playAgain(backend: Backend, record: RunRecord, play?: PlayTurn): Promise<PlayedAgain> {
  const recorded = recordedOf(record.journal)
  let addedAt: { name: string; position: string } | null = null
  const run = new MemoryRun(backend, {
    clock: record.startedAt,
    circumstances: circumstancesOf(record),
    find: () => 'elsewhere',
    ...(play ? { play } : {}),
    io: {
      log: () => {},
      // A secret is used in steps, which are not done here.
      secret: () => '',
      chance: (kind) => recorded.draw(kind),
      aiResult: (name, position) => {
        const result = recorded.ai(name)
        if (result) return result
        addedAt ??= { name: `chat.ai.${name}`, position }
        return { error: { name: 'AiError', message: 'This was not recorded.', fault: 'aborted' } }
      },
      perform: (attempt) => {
        const result = recorded.step(attempt)
        if ('value' in result) return result.value
        addedAt ??= { name: attempt.name, position: positionOf(attempt) }
        throw new TerminalError(`The step '${attempt.name}' was not recorded.`)
      },
    },
  })
  const replay = new Replay(run, record, () => addedAt !== null)
  for (const outside of outsideOf(record)) await replay.happen(outside)
  await replay.pass(record.recordedAt)
  return upTo(run, addedAt)
}

class Replay {
  readonly #run: MemoryRun
  readonly #isStopped: () => boolean
  /** Calls that began nothing, and so had their error at once. */
  readonly #refused: JournalEntry[]
  readonly #sent: RunRecord['sent']
  #isHeld = false
  #turns = 0

  constructor(run: MemoryRun, record: RunRecord, isStopped: () => boolean) {
    this.#run = run
    this.#isStopped = isStopped
    this.#refused = refusedCallsOf(record)
    this.#sent = record.sent
  }

  async happen({ at, messages = [], people, returned }: Outside): Promise<void> {
    await this.pass(at)
    if (this.#isOver) return
    if (returned) return this.#return(returned)
    if (people === 'take over') this.#isHeld = true
    for (const { id, content, words, at: came } of messages) {
      this.#run.clock = Math.max(this.#run.clock, came)
      this.#run.receive(meant(content, this.#run, this.#sent), { id, words })
    }
    if (this.#isHeld || this.#isHandedOver) this.#run.skip()
    else if (messages.length > 0) await this.#turn(this.#run.end ? 'message' : 'start')
    if (people !== 'hand back') return
    this.#isHeld = false
    this.#run.skip()
    if (this.#run.end) await this.#turn('hand_back')
  }

  /** Time passes, and what is due on the way happens. */
  async pass(until: number): Promise<void> {
    for (let dueAt = this.#dueAt; dueAt !== null && dueAt <= until; dueAt = this.#dueAt) {
      this.#run.clock = Math.max(this.#run.clock, dueAt)
      await this.#turn('timer')
    }
    this.#run.clock = Math.max(this.#run.clock, until)
  }

  async #turn(wake: TurnInput['wake']): Promise<void> {
    if (this.#isOver) return
    this.#turns++
    await this.#run.turn(wake)
    await this.#settle()
  }

  /** What follows by itself: calls that were refused, and attempts of a step. */
  async #settle(): Promise<void> {
    for (let { wait } = this.#run; wait?.kind === 'call'; { wait } = this.#run) {
      const { name } = wait
      const index = this.#refused.findIndex((entry) => entry.name === name)
      if (index !== 0) break
      const [refused] = this.#refused.splice(0, 1)
      await this.#run.returns(refused?.value as Returned)
    }
    // The pauses between the attempts of a step are not repeated: what it came to is known.
    for (let { wait } = this.#run; wait?.kind === 'step' && !this.#isStopped(); { wait } = this.#run) {
      await this.#run.turn('timer', { wait: { ...wait, dueAt: this.#run.clock } })
    }
  }

  async #return({ name, value }: JournalEntry): Promise<void> {
    if (this.#run.wait?.kind !== 'call' || this.#run.wait.name !== name) return
    await this.#run.returns(value as Returned)
    await this.#settle()
  }

  get #isHandedOver(): boolean {
    return this.#run.wait?.kind === 'hand_back'
  }

  get #isOver(): boolean {
    const type = this.#run.end?.type
    return (
      type === 'done' ||
      type === 'failed' ||
      type === 'cancelled' ||
      this.#isStopped() ||
      this.#turns > TURNS_MAX
    )
  }

  get #dueAt(): number | null {
    return this.#isHeld || this.#isOver ? null : (this.#run.wait?.dueAt ?? null)
  }
}

/**
 * What came from outside, in order. Order is that of the sequence numbers; times move the clock only, for
 * messages may have waited for a turn.
 */
function outsideOf({ inbox: all, sent, people, journal }: RunRecord): Outside[] {
  const calls = journal.flatMap((returned) => {
    const { run } = (returned.kind === 'returned' ? returned.value : {}) as Partial<Returned>
    return run ? [{ ...run, returned }] : []
  })
  const returns = calls.map(({ readSeq, at, returned }) => ({
    seq: readSeq + 0.7,
    outside: { at, returned },
  }))
  // What another backend heard is not for this one, but for what began it all.
  const isForOther = (seq: number) => calls.some(({ fromSeq, readSeq }) => seq > fromSeq && seq <= readSeq)
  const inbox = all.filter(({ seq }, index) => index === 0 || !isForOther(seq))
  const taken = people.map(({ fromSeq, from }) => ({
    seq: fromSeq + 0.5,
    outside: { at: from, people: 'take over' as const },
  }))
  const given = people.flatMap(({ untilSeq, until }) =>
    untilSeq === null || until === null
      ? []
      : [{ seq: untilSeq + 0.6, outside: { at: until, people: 'hand back' as const } }],
  )
  const messages = togetherOf(inbox, [
    ...sent.map(({ seq }) => seq),
    ...[...taken, ...given, ...returns].map(({ seq }) => seq),
  ])
  const events = [...messages, ...taken, ...given, ...returns]
  return events.sort((a, b) => a.seq - b.seq).map(({ outside }) => outside)
}

function refusedCallsOf({ journal }: RunRecord): JournalEntry[] {
  return journal.filter(({ kind, value }) => kind === 'returned' && !(value as Returned).run)
}

/** Messages by the turns in which they were read, as far as the record tells. */
function togetherOf(inbox: readonly InboxMessage[], borders: readonly number[]) {
  const groups: { seq: number; outside: { at: number; messages: InboxMessage[] } }[] = []
  for (const message of inbox) {
    const group = groups.at(-1)
    const last = group?.outside.messages.at(-1)
    const isParted = borders.some((seq) => last && seq > last.seq && seq < message.seq)
    if (group && last && !isParted && message.at - last.at < TOGETHER_MS) {
      group.outside.messages.push(message)
      group.seq = message.seq
    } else groups.push({ seq: message.seq, outside: { at: message.at, messages: [message] } })
  }
  return groups
}

/**
 * A press means the option that it was, and a form the question that it was of, wherever the new code puts
 * them.
 */
function meant(content: Content, run: MemoryRun, sent: RunRecord['sent']): Content {
  if (content.type === 'form_reply') return meantForm(content, run, sent)
  if (content.type !== 'reply') return content
  const question = run.sent.findLast((each) => each.type === 'choices')
  const choice = question?.choices.find(({ title }) => title === content.title)
  return choice ? { ...content, id: choice.id } : content
}

function meantForm(reply: ContentOf<'form_reply'>, run: MemoryRun, sent: RunRecord['sent']): Content {
  const forms = sent.flatMap(({ content }) => (content.type === 'form' ? [content] : []))
  const filled = forms.find(({ token }) => token === reply.token)
  const now = run.sent.findLast((each) => each.type === 'form' && each.flow === filled?.flow)
  return now?.type === 'form' ? { ...reply, token: now.token } : reply
}

type Result = { value: unknown } | { missing: true }

/** What the record has of steps by name, and of times and draws, each in its order. */
function recordedOf(journal: readonly JournalEntry[]) {
  const queues = Map.groupBy(journal, ({ kind, name }) =>
    kind === 'step' || kind === 'ai' ? `${kind} ${name}` : kind,
  )
  const given = new Map<string, JournalEntry>()
  const next = (key: string) => queues.get(key)?.shift()
  return {
    draw: (kind: string) => next(kind)?.value,
    ai: (name: string) => next(`ai ${name}`)?.value as AiValue | undefined,
    step(attempt: StepAttempt): Result {
      // Attempts of one step have one key: they all come to what is recorded.
      const { idempotencyKey } = attempt.context
      const entry = given.get(idempotencyKey) ?? next(`step ${attempt.name}`)
      if (!entry) return { missing: true }
      given.set(idempotencyKey, entry)
      const value = entry.value as { ok?: unknown } | { error: { message: string; terminal: boolean } }
      if (!('error' in value)) return { value: value.ok }
      throw value.error.terminal ? new TerminalError(value.error.message) : new Error(value.error.message)
    },
  }
}

function circumstancesOf({
  runId,
  conversationId,
  generation,
  config,
  contact,
  timeZone,
  bursts,
}: RunRecord) {
  const shared = { runId, conversationId, generation, config, contact, timeZone }
  return bursts ? { ...shared, bursts } : shared
}

/** The key of a step is run, generation and position. */
function positionOf({ context }: StepAttempt): string {
  return context.idempotencyKey.slice(context.idempotencyKey.lastIndexOf(':') + 1)
}

function upTo(run: MemoryRun, addedAt: { name: string; position: string } | null): PlayedAgain {
  const { inbox, end } = run
  const past = run.past.flat()
  if (!addedAt) return { journal: [...past, ...run.journal], inbox, end, addedStep: null }
  const before = run.journal.filter(({ position }) => position < addedAt.position)
  return { journal: [...past, ...before], inbox, end: null, addedStep: addedAt.name }
}
