/**
 * Talks to a remote backend as a host does, for the conformance kit: each turn to its end, with the steps
 * that it does and the files that it asks for.
 */
import {
  type AskModelFrame,
  BACKEND_PROTOCOL,
  type Content,
  type GivenFile,
  type JournalEntry,
  type KeptAnswer,
  type ModelAnswer,
} from '@hilo/protocol'
import { checkFrame } from '../host/check.ts'
import type { Egress } from '../host/egress.ts'
import type { TurnInput } from '../replay/recorder.ts'
import { aRequest, post, type Remote } from './post.ts'
import type { FileAsk } from './remote-files.ts'
import type { Signed } from './signature.ts'

export type Frame = ReturnType<typeof checkFrame>
export type Place = { readonly egress: Egress; readonly remote: Remote }
export type Asked = { readonly remote?: Remote; readonly request?: Signed }

const ANSWER_MS = 10_000
const TURNS_MAX = 5
const POSTS_MAX = 20

/** Everything it answers to a request, or what went wrong. */
export async function ask({ egress, remote }: Place, asked: Asked = {}): Promise<Frame[] | Error> {
  const request = asked.request ?? aRequest({ type: 'describe', protocol: BACKEND_PROTOCOL })
  const frames: Frame[] = []
  try {
    const signal = AbortSignal.timeout(ANSWER_MS)
    for await (const line of post(egress, asked.remote ?? remote, { request, signal })) {
      frames.push(checkFrame({ turn: 1, read: 1, offset: 0, ...(line as object) }))
    }
    return frames
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

type Ask = FileAsk | AskModelFrame

export type Talk = {
  journal: JournalEntry[]
  input: TurnInput
  last: Frame | undefined
  steps: JournalEntry[]
  /** What it wanted of files and models. */
  asks: Ask[]
}

/** How the kit answers what a backend wants of files and models. */
export type FileHost = {
  give(id: string): GivenFile
  keep(keep: number): KeptAnswer
  model(frame: AskModelFrame): ModelAnswer
}

/** A host that has each file, keeps each, and whose model says the first label, or the plainest value. */
export const WILLING: FileHost = {
  give: (id) => ({ id, size: 4, body: Buffer.from('file').toString('base64') }),
  keep: (keep) => ({
    keep,
    file: { mediaId: `0198a000-0000-7000-8000-00000000010${keep}`, kind: 'document', mimeType: 'text/plain' },
  }),
  model: ({ ask, asked }) => ({
    ask,
    value: plainAnswer(asked),
  }),
}

export const RUN = '0198a000-0000-7000-8000-000000000001'

export function inputOf(said: readonly (string | Content)[], changes: Partial<TurnInput> = {}): TurnInput {
  const inbox = said.map((each, index) => ({
    ...{ id: `m${index + 1}`, seq: 2 * index + 1, at: 1_000 },
    content: typeof each === 'string' ? { type: 'text' as const, text: each } : each,
  }))
  return {
    ...{ runId: RUN, conversationId: RUN, generation: 0, readSeq: 0, promptSeq: 0, inbox },
    ...{ wake: 'start', wait: null, now: 1_000, config: null, timeZone: 'UTC' },
    contact: { id: RUN, name: 'Ana', locale: 'en', channel: 'web', phone: null, attributes: {} },
    ...changes,
  }
}

type More = {
  readonly base?: number
  readonly files?: readonly GivenFile[]
  readonly kept?: readonly KeptAnswer[]
  readonly answers?: readonly ModelAnswer[]
}

export function turnOf(input: TurnInput, tail: readonly JournalEntry[], more: More = {}): Signed {
  return aRequest({ type: 'turn', protocol: BACKEND_PROTOCOL, turn: 1, base: 0, tail, ...input, ...more })
}

/** Plays one turn to its end, posting again after steps and what is wanted of files, as a host does. */
export async function play(
  place: Place,
  journal: JournalEntry[],
  { input, host = WILLING }: { input: TurnInput; host?: FileHost },
): Promise<Talk> {
  const [steps, asks]: [JournalEntry[], Ask[]] = [[], []]
  let files: GivenFile[] = []
  const [kept, answers]: [KeptAnswer[], ModelAnswer[]] = [[], []]
  for (let posts = 0; posts < POSTS_MAX; posts++) {
    const tail = [...journal, ...steps].sort(byPosition)
    const answer = await ask(place, { request: turnOf(input, tail, { files, kept, answers }) })
    if (answer instanceof Error) throw answer
    const done = answer.flatMap((frame) =>
      frame.type === 'step' ? [...(frame.before ?? []), frame.entry] : [],
    )
    const wanted = answer.filter(isAsk)
    steps.push(...done)
    asks.push(...wanted)
    const last = answer.at(-1)
    if (last?.type === 'turn_end') return { journal, input, last, steps, asks }
    if (done.length === 0 && wanted.length === 0) throw new Error('A turn had neither a step nor an end.')
    if (done.length > 0) files = []
    for (const each of wanted) {
      if (each.type === 'media') files.push(host.give(each.id))
      else if (each.type === 'ask_model') answers.push(host.model(each))
      else kept.push(host.keep(each.keep))
    }
  }
  throw new Error(`A turn has no end: it was posted ${POSTS_MAX} times, for steps, files and models.`)
}

type Said = { readonly answer?: string | Content; readonly host?: FileHost }

/** A conversation of a few turns, as somebody has it who answers the same to everything. */
export async function talk(place: Place, { answer = '4', host = WILLING }: Said = {}): Promise<Talk[]> {
  const talks: Talk[] = []
  let journal: JournalEntry[] = []
  let input = inputOf(['hello'])
  for (let turn = 1; turn <= TURNS_MAX; turn++) {
    const played = await play(place, journal, { input, host })
    talks.push(played)
    const { last, steps } = played
    if (last?.type !== 'turn_end' || last.end.type !== 'wait') break
    journal = [...journal, ...steps, ...last.entries].sort(byPosition)
    const { inbox } = inputOf([...Array.from({ length: turn }, () => 'hello'), answer])
    const rest = { readSeq: last.readSeq, promptSeq: 2 * turn, wake: 'message' as const, wait: last.end.wait }
    input = { ...input, ...rest, inbox: inbox.filter(({ seq }) => seq > last.readSeq) }
  }
  return talks
}

function isAsk(frame: Frame): frame is Ask {
  return frame.type === 'media' || frame.type === 'keep_file' || frame.type === 'ask_model'
}

function plainAnswer(asked: AskModelFrame['asked']): unknown {
  if (asked.kind === 'reply') return { action: 'answer', text: 'From 9 to 18.', citations: [] }
  return asked.kind === 'classify' ? (asked.labels[0]?.label ?? null) : plainest(asked.schema)
}

/** A value of a schema, as plain as it can be. */
function plainest(schema: Record<string, unknown>): unknown {
  const {
    type,
    enum: choices,
    properties = {},
  } = schema as { type?: string; enum?: unknown[]; properties?: object }
  if (choices) return choices[0]
  if (type === 'object') {
    return Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, plainest(of)]))
  }
  const plain: Record<string, unknown> = { string: '', number: 0, integer: 0, boolean: false, array: [] }
  return plain[type ?? ''] ?? null
}

export function byPosition(a: JournalEntry, b: JournalEntry): number {
  return a.position < b.position ? -1 : 1
}
