import { BACKEND_PROTOCOL } from '@hilo/protocol'
import { keepsDry } from './check-dry.ts'
import { FILE_RULES } from './check-files.ts'
import { MODEL_RULES } from './check-models.ts'
import { describeRemote } from './describe-remote.ts'
import { aRequest, RemoteFault } from './post.ts'
import {
  type Asked,
  ask,
  byPosition,
  type Frame,
  inputOf,
  type Place,
  play,
  RUN,
  type Talk,
  talk,
  turnOf,
} from './rehearse.ts'

/**
 * The conformance kit: whether a remote backend keeps to the protocol, as a list of what was looked at. It
 * talks to it as a host does, and as somebody who should be refused does. What a backend does not do by
 * itself (a step, say) is looked at in the turns that it gives.
 */

export type Finding = { readonly rule: string; readonly fault: string | null }

const HOUR_SECONDS = 3_600
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
    ['does no step in a dry turn, where it says that it knows them', () => keepsDry(place)],
    ...[...FILE_RULES, ...MODEL_RULES].map(([rule, look]): [string, () => Promise<string | null>] => [
      rule,
      () => look(place),
    ]),
  ]
  const findings: Finding[] = []
  for (const [rule, look] of rules) findings.push({ rule, fault: await look().catch(wordsOf) })
  return findings
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

async function asksForAll(place: Place): Promise<string | null> {
  const answer = await ask(place, {
    request: turnOf(inputOf(['hello'], { runId: crypto.randomUUID() }), [], { base: 3 }),
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
  const again = await play(place, [...first.steps, ...entries].sort(byPosition), { input: input })
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
  const again = await play(place, [...withStep.journal, ...withStep.steps].sort(byPosition), {
    input: withStep.input,
  })
  return again.steps.length === 0 ? null : `It did '${step.name}' again, which is in the journal.`
}

/** When the end of a turn is lost, and people have answered what was written: the step must not stand alone. */
async function keepsAnswers(place: Place): Promise<string | null> {
  const withStep = (await talk(place)).find(({ steps }) => steps.length > 0)
  if (withStep?.last?.type !== 'turn_end' || withStep.input.wait === null) return null
  const { journal, steps, input, last } = withStep
  const readSeq = input.inbox.at(-1)?.seq ?? input.readSeq
  const handedBack = { ...input, readSeq, inbox: [], wake: 'hand_back' as const }
  const again = await play(place, [...journal, ...steps].sort(byPosition), { input: handedBack })
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

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
