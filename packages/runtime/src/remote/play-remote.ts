import { type AskModelFrame, BACKEND_PROTOCOL, type BackendFrame, type JournalEntry } from '@hilo/protocol'
import { boundedEnd, bytesOf, endAtLimit, fits } from '../host/bounded-end.ts'
import { checkFrame } from '../host/check.ts'
import type { Egress } from '../host/egress.ts'
import type { PlayJob, PlayResult } from '../host/play-job.ts'
import { aRequest, post, type Remote } from './post.ts'
import { AskFault, type FileAsk, Holding, RemoteFiles } from './remote-files.ts'
import { RemoteModels } from './remote-models.ts'

/**
 * Plays a turn of code that lives elsewhere, over signed HTTPS.
 *
 * One POST carries the turn. The answer is a line for each step, recorded as it arrives, and a last one for
 * the turn's end. An answer may also just end after a step: the turn is then posted again with the step in
 * its journal, so code in any language can be a plain function that is called again, and a step that another
 * writer recorded first is never the one that counts twice. It may end with what it wants of files as well.
 */

type Playing = {
  readonly job: PlayJob
  readonly remote: Remote
  readonly egress: Egress
  readonly signal: AbortSignal
  readonly files: RemoteFiles
  readonly models: RemoteModels
}
/** What an answer ends with: it wants it before it goes on. */
type Ask = FileAsk | AskModelFrame
type Posted = 'again' | 'need_full' | readonly Ask[] | Extract<BackendFrame, { type: 'turn_end' }>
type Place = { readonly remote: Remote; readonly turnMs: number; readonly holding?: Holding }

/** Rejects only with what `journal` and `onStep` reject with; what is wrong with the remote is a result. */
export async function playRemote(
  egress: Egress,
  job: PlayJob,
  { remote, turnMs, holding = new Holding() }: Place,
): Promise<PlayResult> {
  const signal = AbortSignal.any([AbortSignal.timeout(turnMs), ...(job.signal ? [job.signal] : [])])
  const files = new RemoteFiles({ job, holding, signal })
  const models = new RemoteModels({ job, signal })
  try {
    return await postAll({ job, remote, egress, signal, files, models })
  } finally {
    files.forget()
  }
}

async function postAll(playing: Playing): Promise<PlayResult> {
  const { job, files } = playing
  let length = job.length
  for (;;) {
    // The journal is read anew: what counts of a step is what is recorded, whoever did it.
    const journal = length === 0 ? [] : await job.journal(0)
    const posted = await postTurn(playing, journal, (entries) => {
      length += entries
      files.forget()
    })
    if (posted instanceof OwnFault) throw posted.cause
    const fault = isAsk(posted) ? await answerAll(playing, posted).then(() => null, faultOf) : null
    const wrong = posted instanceof Error ? posted : fault
    if (wrong) return { type: 'crashed', reason: 'remote', detail: wordsOf(wrong, playing) }
    if (posted instanceof Error || isAsk(posted)) continue
    if (posted === 'need_full') {
      const detail = 'The remote backend asked for a journal that it had been given whole.'
      return { type: 'crashed', reason: 'remote', detail }
    }
    if (posted !== 'again') return ended(job, journal, { posted, length })
    if (!fits({ length, bytes: bytesOf(journal) })) return endAtLimit(job)
  }
}

function isAsk(posted: Posted | Error): posted is readonly Ask[] {
  return Array.isArray(posted)
}

async function answerAll({ files, models }: Playing, asks: readonly Ask[]): Promise<void> {
  await files.answer(asks.filter((ask) => ask.type !== 'ask_model'))
  for (const ask of asks) if (ask.type === 'ask_model') await models.answer(ask)
}

/** Rejects with what the host itself could not do. */
function faultOf(error: unknown): AskFault {
  if (error instanceof AskFault) return error
  throw error
}

/** What the host itself could not do: not the remote's fault. */
class OwnFault extends Error {}

async function postTurn(
  { job, remote, egress, signal, files, models }: Playing,
  journal: JournalEntry[],
  onEntries: (entries: number) => void,
): Promise<Posted | Error> {
  const turn = {
    type: 'turn',
    protocol: BACKEND_PROTOCOL,
    turn: 1,
    base: 0,
    tail: journal,
    ...job.turn,
    ...files.fields,
    ...models.fields,
  }
  const asks: Ask[] = []
  let steps = 0
  try {
    for await (const line of post(egress, remote, { request: aRequest(turn), signal })) {
      // There is one turn in a POST, so nobody has to name it.
      const frame = checkFrame(inTurn(line))
      if (frame.type === 'turn_end' || frame.type === 'need_full') {
        return frame.type === 'need_full' ? 'need_full' : frame
      }
      if (frame.type === 'log') job.onLog?.(frame)
      if (isWish(frame)) asks.push(frame)
      if (frame.type !== 'step') continue
      const { entry, before = [] } = frame
      const recorded = await record(job, entry, before)
      steps++
      onEntries(1 + before.length)
      if (JSON.stringify(recorded.value) !== JSON.stringify(entry.value)) return 'again'
    }
    if (asks.length > 0) return asks
    return steps > 0 ? 'again' : new Error('The answer has neither a step nor an end.')
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function isWish(frame: BackendFrame): frame is Ask {
  return frame.type === 'media' || frame.type === 'keep_file' || frame.type === 'ask_model'
}

function inTurn(line: unknown): unknown {
  return typeof line === 'object' && line !== null ? { read: 1, offset: 0, ...line, turn: 1 } : line
}

async function record(
  job: PlayJob,
  entry: JournalEntry,
  before: readonly JournalEntry[],
): Promise<JournalEntry> {
  try {
    return await job.onStep(entry, before)
  } catch (error) {
    throw new OwnFault('A step could not be recorded.', { cause: error })
  }
}

type End = { readonly posted: Extract<BackendFrame, { type: 'turn_end' }>; readonly length: number }

function ended(job: PlayJob, journal: readonly JournalEntry[], { posted, length }: End): PlayResult {
  const bytes = bytesOf(journal) + bytesOf(posted.entries)
  return boundedEnd(job, posted, { length: length + posted.entries.length, bytes })
}

function wordsOf(error: Error, { signal }: Playing): string {
  return signal.aborted ? 'The remote backend did not answer in time.' : error.message
}
