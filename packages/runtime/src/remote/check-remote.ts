import { BACKEND_PROTOCOL, type JournalEntry } from '@hilo/protocol'
import { checkFrame } from '../host/check.ts'
import type { Egress } from '../host/egress.ts'
import type { TurnInput } from '../replay/recorder.ts'
import { describeRemote } from './describe-remote.ts'
import { aRequest, post, type Remote, RemoteFault } from './post.ts'
import type { Signed } from './signature.ts'

/**
 * The conformance kit: whether a remote backend keeps to the protocol, as a list of what was looked at. It
 * talks to it as a host does, and as somebody who should be refused does. What a backend does not do by
 * itself (a step, say) is looked at in the turns that it gives.
 */

export type Finding = { readonly rule: string; readonly fault: string | null }

type Frame = ReturnType<typeof checkFrame>
type Place = { readonly egress: Egress; readonly remote: Remote }
type Asked = { readonly remote?: Remote; readonly request?: Signed }

const ANSWER_MS = 10_000
const HOUR_SECONDS = 3_600
const TURNS_MAX = 5
const WRONG = 'another secret that nobody has told it'

export async function checkRemote(place: Place): Promise<Finding[]> {
  const { egress, remote } = place
  const describe = { type: 'describe', protocol: BACKEND_PROTOCOL }
  const old = String(Math.floor(Date.now() / 1_000) - HOUR_SECONDS)
  const once = aRequest(describe)
  const rules: [string, () => Promise<string | null>][] = [
    ['says what it is', () => describeRemote(egress, remote).then(() => null)],
    ['refuses a wrong signature', () => refused(place, { remote: { ...remote, secrets: [WRONG] } })],
    ['refuses a request without a signature', () => refused(place, { remote: { ...remote, secrets: [] } })],
    [
      'refuses a request of an hour ago',
      () => refused(place, { request: aRequest(describe, { timestamp: old }) }),
    ],
    [
      'refuses a time that is none',
      () => refused(place, { request: aRequest(describe, { timestamp: 'now' }) }),
    ],
    ['takes a request once', async () => fault(await ask(place, { request: once }))],
    ['refuses the same request again', () => refused(place, { request: once })],
    [
      'takes a request that is signed with a new secret too',
      async () => fault(await ask(place, { remote: { ...remote, secrets: [WRONG, ...remote.secrets] } })),
    ],
    ['refuses what is no JSON', () => refused(place, { request: aRequest('', { body: '{"type":' }) })],
    [
      'refuses a turn without its parts',
      () => refused(place, { request: aRequest({ ...describe, type: 'turn' }) }),
    ],
    [
      'refuses a protocol of the future',
      () => refused(place, { request: aRequest({ ...describe, protocol: 99 }) }),
    ],
    ['asks for a journal that it has not', () => asksForAll(place)],
    ['gives equal turns equal ends', () => isDeterminate(place)],
    ['adds nothing to a turn that is recorded', () => addsNothing(place)],
    ['does no step that is recorded', () => keepsSteps(place)],
    ['records an answer with the step that it led to', () => keepsAnswers(place)],
  ]
  const findings: Finding[] = []
  for (const [rule, look] of rules) findings.push({ rule, fault: await look().catch(wordsOf) })
  return findings
}

/** Everything it answers to a request, or what went wrong. */
async function ask({ egress, remote }: Place, asked: Asked = {}): Promise<Frame[] | Error> {
  const request = asked.request ?? aRequest({ type: 'describe', protocol: BACKEND_PROTOCOL })
  const frames: Frame[] = []
  try {
    const signal = AbortSignal.timeout(ANSWER_MS)
    for await (const line of post(egress, asked.remote ?? remote, { request, signal })) {
      frames.push(checkFrame({ turn: 1, ...(line as object) }))
    }
    return frames
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function fault(answer: Frame[] | Error): string | null {
  return answer instanceof Error ? answer.message : null
}

async function refused(place: Place, asked: Asked): Promise<string | null> {
  const answer = await ask(place, asked)
  if (!(answer instanceof Error)) return 'It took the request.'
  const status = answer instanceof RemoteFault ? answer.status : null
  return status !== null && status >= 400 && status < 500
    ? null
    : `A status from 400 to 499 is due. ${answer.message}`
}

type Talk = { journal: JournalEntry[]; input: TurnInput; last: Frame | undefined; steps: JournalEntry[] }

const RUN = '0198a000-0000-7000-8000-000000000001'

function inputOf(texts: string[], changes: Partial<TurnInput> = {}): TurnInput {
  const inbox = texts.map((text, index) => ({
    ...{ id: `m${index + 1}`, seq: 2 * index + 1, at: 1_000 },
    content: { type: 'text' as const, text },
  }))
  return {
    ...{ runId: RUN, conversationId: RUN, generation: 0, readSeq: 0, promptSeq: 0, inbox },
    ...{ wake: 'start', wait: null, now: 1_000, config: null, timeZone: 'UTC' },
    contact: { id: RUN, name: 'Ana', locale: 'en', channel: 'web', phone: null, attributes: {} },
    ...changes,
  }
}

function turnOf(input: TurnInput, tail: readonly JournalEntry[], base = 0): Signed {
  return aRequest({ type: 'turn', protocol: BACKEND_PROTOCOL, turn: 1, base, tail, ...input })
}

/** Plays one turn to its end, posting again after steps as a host does. */
async function play(place: Place, journal: JournalEntry[], input: TurnInput): Promise<Talk> {
  const steps: JournalEntry[] = []
  for (;;) {
    const answer = await ask(place, { request: turnOf(input, [...journal, ...steps].sort(byPosition)) })
    if (answer instanceof Error) throw answer
    const done = answer.flatMap((frame) =>
      frame.type === 'step' ? [...(frame.before ?? []), frame.entry] : [],
    )
    steps.push(...done)
    const last = answer.at(-1)
    if (last?.type === 'turn_end') return { journal, input, last, steps }
    if (done.length === 0) throw new Error('A turn had neither a step nor an end.')
  }
}

/** A conversation of a few turns, as somebody has it who answers "4" to everything. */
async function talk(place: Place): Promise<Talk[]> {
  const talks: Talk[] = []
  let journal: JournalEntry[] = []
  let input = inputOf(['hello'])
  for (let turn = 1; turn <= TURNS_MAX; turn++) {
    const played = await play(place, journal, input)
    talks.push(played)
    const { last, steps } = played
    if (last?.type !== 'turn_end' || last.end.type !== 'wait') break
    journal = [...journal, ...steps, ...last.entries].sort(byPosition)
    const { inbox } = inputOf([...Array.from({ length: turn }, () => 'hello'), '4'])
    const rest = { readSeq: last.readSeq, promptSeq: 2 * turn, wake: 'message' as const, wait: last.end.wait }
    input = { ...input, ...rest, inbox: inbox.filter(({ seq }) => seq > last.readSeq) }
  }
  return talks
}

async function asksForAll(place: Place): Promise<string | null> {
  const answer = await ask(place, {
    request: turnOf(inputOf(['hello'], { runId: crypto.randomUUID() }), [], 3),
  })
  if (answer instanceof Error) return answer.message
  return answer.length === 1 && answer[0]?.type === 'need_full' ? null : 'It did not answer need_full.'
}

async function isDeterminate(place: Place): Promise<string | null> {
  const [one, other] = [await talk(place), await talk(place)]
  const ends = (talks: Talk[]) => JSON.stringify(talks.map(({ last }) => last))
  return ends(one) === ends(other) ? null : 'The same messages in the same journal gave another turn.'
}

/** Without a new message a turn that was committed has nothing to say. */
async function addsNothing(place: Place): Promise<string | null> {
  const [first] = await talk(place)
  if (first?.last?.type !== 'turn_end' || first.last.end.type !== 'wait') return null
  const { entries, readSeq, end } = first.last
  const input = { ...first.input, readSeq, promptSeq: 2, inbox: [], wake: 'timer' as const, wait: end.wait }
  const again = await play(place, [...first.steps, ...entries].sort(byPosition), input)
  const last = again.last?.type === 'turn_end' ? again.last : null
  if (again.steps.length > 0 || last?.entries.length !== 0) return 'It said or did something again.'
  return JSON.stringify(last.end) === JSON.stringify(end) ? null : 'It waits for something else than before.'
}

async function keepsSteps(place: Place): Promise<string | null> {
  const withStep = (await talk(place)).find(({ steps }) => steps.length > 0)
  const step = withStep?.steps.find(({ kind }) => kind === 'step')
  if (!withStep || !step) return null
  const key = keyIn(step.value)
  const due = `${RUN}:0:${step.position}`
  if (key !== null && key !== due) return `The idempotency key of a step is ${due}, not ${key}.`
  const again = await play(place, [...withStep.journal, ...withStep.steps].sort(byPosition), withStep.input)
  return again.steps.length === 0 ? null : `It did '${step.name}' again, which is in the journal.`
}

/** When the end of a turn is lost, and people have answered what was written: the step must not stand alone. */
async function keepsAnswers(place: Place): Promise<string | null> {
  const withStep = (await talk(place)).find(({ steps }) => steps.length > 0)
  if (withStep?.last?.type !== 'turn_end' || withStep.input.wait === null) return null
  const { journal, steps, input, last } = withStep
  const readSeq = input.inbox.at(-1)?.seq ?? input.readSeq
  const handedBack = { ...input, readSeq, inbox: [], wake: 'hand_back' as const }
  const again = await play(place, [...journal, ...steps].sort(byPosition), handedBack)
  const end = again.last?.type === 'turn_end' ? again.last.end : null
  return JSON.stringify(end) === JSON.stringify(last.end)
    ? null
    : 'It asked again for what a step was done for. Send the answer in `before` of the step.'
}

/** Of a step that tells its key, as an example may. */
function keyIn(value: unknown): string | null {
  const { ok } = (value ?? {}) as { ok?: { idempotencyKey?: unknown } }
  return typeof ok?.idempotencyKey === 'string' ? ok.idempotencyKey : null
}

function byPosition(a: JournalEntry, b: JournalEntry): number {
  return a.position < b.position ? -1 : 1
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
