import { HEARD_SECONDS_MAX, type Id, type MediaWordsFailure, type ModelFault } from '@hilo/protocol'
import { blobKeyOf } from '../../blobs/blob-store.ts'
import { readAiMedia } from '../../domain/ai-media/ai-media.ts'
import { type ClaimedJob, finishJob, postponeJob } from '../../domain/job/claim.ts'
import { soundSeconds } from '../../domain/media/sound-length.ts'
import { type DueWords, loadDueWords } from '../../domain/media-words/load.ts'
import { settleWords, type Worded } from '../../domain/media-words/settle.ts'
import { describePicture } from '../../models/describe-picture.ts'
import { PASSING_FAULTS } from '../../models/fault.ts'
import { hear } from '../../models/hear.ts'
import type { Models } from '../../models/models.ts'
import { createOrgSlots } from '../../slots.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'

/**
 * Puts the files of contacts into words: has voice notes transcribed and pictures described, by whom the org
 * has chosen for that. A process that dies leaves the job to the next one, which may ask, and pay, again; the
 * words are kept once. What cannot be put into words stays a message as it was, with why.
 */
export type WordWriter = {
  write(claimed: ClaimedJob, mediaId: Id): Promise<void>
  /** Breaks off what is under way; the next start begins it anew. */
  stop(): void
}

/** At a time: the bytes of each are held meanwhile. */
const SLOTS = 4
/** Of one org, so that the flood of one is not the wait of all. */
const ORG_SLOTS = 2
/** Pauses after each attempt, in seconds. A contact who waits for AI is answered before. */
const PAUSES = [2, 15, 120]
/** What may be over in a while. */
const PASSING = new Set<MediaWordsFailure>([...PASSING_FAULTS, 'cut', 'garbled'])

type Parts = { context: WorkerContext; models: Models; closing: AbortSignal }

export function createWordWriter(context: WorkerContext, models: Models): WordWriter {
  const inSlot = createOrgSlots(SLOTS, ORG_SLOTS)
  const end = new AbortController()
  const parts: Parts = { context, models, closing: end.signal }
  return {
    write: (claimed, mediaId) => inSlot(claimed.orgId, () => run(parts, claimed, mediaId)),
    stop: () => end.abort(),
  }
}

async function run(parts: Parts, claimed: ClaimedJob, mediaId: Id): Promise<void> {
  const { context, closing } = parts
  const { db, bus } = context
  const { orgId } = claimed
  if (closing.aborted) return
  const due = await persist(() => db.withOrg(orgId, (tx) => loadDueWords(tx, mediaId)))
  if (!due) return finishJob(db, claimed)
  const { worded, detail } = await tryOnce(parts, { orgId, mediaId, due })
  // Broken off: the claim ends with this process.
  if (closing.aborted) return
  const pause = PAUSES[claimed.attempts - 1]
  if (worded.type === 'failed' && pause !== undefined && PASSING.has(worded.failure)) {
    return postponeJob(db, claimed, { error: `${worded.failure}: ${detail}`, afterSeconds: pause })
  }
  const { conversationId, messageId } = due
  const place = { orgId, mediaId, conversationId, messageId }
  const version = await persist(() => settleWords(db, place, worded))
  if (version === null) return finishJob(db, claimed)
  if (worded.type === 'failed') tellOrg(context, { ...place, failure: worded.failure, detail })
  bus.publish({ type: 'conversation', orgId, conversationId, version })
}

type Told = { orgId: Id; mediaId: Id; conversationId: Id; failure: MediaWordsFailure; detail: string }

/** Why, and never what was said. */
function tellOrg({ executionLog }: WorkerContext, { orgId, mediaId, conversationId, ...why }: Told): void {
  executionLog.write(orgId, {
    ...{ severity: 'warn', source: 'system', kind: 'words.failed', conversationId },
    text: 'A contact’s file could not be put into words.',
    data: { mediaId, ...why },
  })
}

type Asked = { orgId: Id; mediaId: Id; due: DueWords }
type Tried = { worded: Worded; detail: string }

async function tryOnce({ context, models, closing }: Parts, { orgId, mediaId, due }: Asked): Promise<Tried> {
  const { kind, isAsked, inboxId, conversationId, messageId } = due
  const { voice, pictures } = await context.db.withOrg(orgId, readAiMedia)
  const { mode, provider, model } = kind === 'transcript' ? voice : pictures
  if (mode === 'off' || (mode === 'asked' && !isAsked) || provider === null || model === null) {
    return without('off', 'It was switched off.')
  }
  const bytes = await readBytes(context, { orgId, mediaId })
  if (!bytes) return without('lost', 'The bytes of this file are lost.')
  const by = { provider, model }
  const place = {
    purpose: kind === 'transcript' ? 'transcribe' : 'describe',
    inboxId,
    conversationId,
    messageId,
  } as const
  const asker = await models.openOne(orgId, place, by)
  if (kind === 'description') {
    const { caption, language, mimeType } = due
    const seen = await describePicture(asker, { bytes, mimeType, caption, language }, closing)
    return wordedBy(seen, { ...by, seconds: null, language })
  }
  const seconds = soundSeconds(bytes, due.mimeType)
  if (seconds > HEARD_SECONDS_MAX) {
    return without(
      'too_long',
      `It is ${seconds} seconds long; at most ${HEARD_SECONDS_MAX} are heard.`,
      seconds,
    )
  }
  const heard = await hear(asker, { bytes, mimeType: due.mimeType, seconds, language: due.spoken }, closing)
  return wordedBy(heard, { ...by, seconds, language: null })
}

type Said = { text: string; language: string | null } | { fault: ModelFault | 'type'; reason: string }
type By = Pick<Worded, 'provider' | 'model' | 'seconds'> & { language: string | null }

function wordedBy(said: Said, { language, ...by }: By): Tried {
  if ('fault' in said) return { worded: { type: 'failed', failure: said.fault, ...by }, detail: said.reason }
  return { worded: { type: 'done', text: said.text, language: said.language ?? language, ...by }, detail: '' }
}

function without(failure: MediaWordsFailure, detail: string, seconds: number | null = null): Tried {
  return { worded: { type: 'failed', failure, seconds, provider: null, model: null }, detail }
}

async function readBytes(
  { blobs }: WorkerContext,
  { orgId, mediaId }: { orgId: Id; mediaId: Id },
): Promise<Buffer | null> {
  const bytes = await blobs.open(blobKeyOf(orgId, mediaId))
  return bytes ? Buffer.concat(await Array.fromAsync(bytes)) : null
}
