import { BACKEND_PROTOCOL, type BackendFrame, type JournalEntry, type KeptAnswer } from '@hilo/protocol'
import { checkFrame } from '../host/check.ts'
import type { Egress } from '../host/egress.ts'
import { keptInMemory } from '../memory/kept-in-memory.ts'
import { TerminalError } from '../replay/index.ts'
import type { TurnOf } from '../replay/play.ts'
import type { Played } from '../replay/turn-io.ts'
import { aRequest, post, type Remote } from './post.ts'

type Place = { readonly egress: Egress; readonly remote: Remote }
type Frame<Type extends BackendFrame['type']> = Extract<BackendFrame, { type: Type }>

const ANSWER_MS = 20_000
/** A journal has a thousand entries. */
const POSTS_MAX = 2_000

/**
 * Plays a turn of code that lives elsewhere without letting it do anything: it is told that the turn is dry,
 * names each step that is not in the journal, and is given what `io.perform` has for it. Only for a backend
 * whose manifest says that it knows dry turns; one that does a step all the same ends it.
 *
 * @throws Error in words, for what is wrong with the remote.
 */
export async function playDry({ egress, remote }: Place, { journal, turn, io }: TurnOf): Promise<Played> {
  const tail = [...journal]
  const kept: KeptAnswer[] = []
  for (let posts = 0; posts < POSTS_MAX; posts++) {
    const dry = { type: 'turn', protocol: BACKEND_PROTOCOL, dry: true, turn: 1, base: 0, tail, ...turn }
    const request = aRequest({ ...dry, ...(kept.length > 0 ? { kept } : {}) })
    const frame = await lastOf({ egress, remote }, request)
    if (frame.type === 'turn_end') {
      const { entries, readSeq, end } = frame
      return { entries, readSeq, end }
    }
    if (frame.type === 'keep_file') kept.push(await keepNothing(frame))
    else tail.push(await io.step(await stepOf(frame, { turn, io }), []))
    tail.sort((a, b) => (a.position < b.position ? -1 : 1))
  }
  throw new Error(`A dry turn has no end: it was posted ${POSTS_MAX} times.`)
}

async function lastOf(
  { egress, remote }: Place,
  request: ReturnType<typeof aRequest>,
): Promise<Frame<'turn_end' | 'keep_file' | 'dry_step'>> {
  for await (const line of post(egress, remote, { request, signal: AbortSignal.timeout(ANSWER_MS) })) {
    const frame = checkFrame({ read: 1, offset: 0, ...(line as object), turn: 1 })
    if (frame.type === 'step') throw new Error(`It did the step '${frame.entry.name}' in a dry turn.`)
    if (frame.type === 'media') throw new Error('It asked for a file in a dry turn, where no step is done.')
    if (frame.type === 'ask_model')
      throw new Error('It asked a model in a dry turn, where no model is asked.')
    if (frame.type === 'turn_end' || frame.type === 'keep_file' || frame.type === 'dry_step') return frame
  }
  throw new Error('It answered a dry turn with neither a step that it names nor an end.')
}

/** The file is nowhere: the same bytes have the same id. */
async function keepNothing({ keep, body, about }: Frame<'keep_file'>): Promise<KeptAnswer> {
  const bytes = Buffer.from(body, 'base64')
  const { mimeType = 'application/octet-stream', filename = null } = about ?? {}
  return { keep, file: keptInMemory({ bytes, mimeType, filename }) }
}

async function stepOf(
  { position, name, kind }: Frame<'dry_step'>,
  { turn, io }: Pick<TurnOf, 'turn' | 'io'>,
): Promise<JournalEntry> {
  if (kind === 'ai') return aiOf({ position, name }, { turn, io })
  const idempotencyKey = `${turn.runId}:${turn.generation}:${position}`
  const context = { idempotencyKey, attempt: 1, signal: new AbortController().signal }
  const entry = { position, kind: 'step' as const, name, startedAt: turn.now, durationMs: 0, attempts: 1 }
  const act = () => Promise.reject(new Error('Nothing is done in a dry turn.'))
  try {
    return { ...entry, value: { ok: await (io.perform?.({ name, context, act }) ?? act()) } }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return {
      ...entry,
      value: { error: { name: 'Error', message, terminal: error instanceof TerminalError } },
    }
  }
}

function aiOf(
  { position, name }: Pick<JournalEntry, 'position' | 'name'>,
  { turn, io }: Pick<TurnOf, 'turn' | 'io'>,
): JournalEntry {
  const call = name === 'classify' || name === 'reply' ? name : 'extract'
  const value = io.aiResult?.(call, position) ?? {
    error: { name: 'AiError', message: 'No model is asked in a dry turn.', fault: 'aborted' },
  }
  return { position, kind: 'ai', name, value, startedAt: turn.now, durationMs: 0, attempts: 1 }
}
