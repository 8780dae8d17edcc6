import { factsOnlyIn, summaryRequest } from '@hilo/ai'
import { baseLanguage, type Id, type ModelFault } from '@hilo/protocol'
import { loadAnswerInput } from '../../domain/ai-answer/load.ts'
import { findUnwritten, putWritten } from '../../domain/ai-answer/put-written.ts'
import { type ClaimedJob, finishJob, postponeJob } from '../../domain/job/claim.ts'
import { readWays } from '../../domain/org/ways.ts'
import { PASSING_FAULTS } from '../../models/fault.ts'
import type { Models } from '../../models/models.ts'
import { writeText } from '../../models/write-text.ts'
import { createOrgSlots } from '../../slots.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import { talkOf } from './answer-request.ts'

/**
 * Has a model say in short what came before a hand-over. People have the turns of it at once: this comes
 * beside them when it is there, and where it does not come, or says what nobody said, they stay alone.
 */
export type Summariser = {
  summarise(claimed: ClaimedJob, place: Place): Promise<void>
  /** Breaks off what is under way; the next start begins it anew. */
  stop(): void
}

type Place = { conversationId: Id; answerId: Id }

const SLOTS = 4
const ORG_SLOTS = 2
const SUMMARY_MS = 60_000
/** Pauses after each attempt, in seconds: later nobody reads it. */
const PAUSES = [5, 30]
const PASSING = new Set<ModelFault>(PASSING_FAULTS)

type Parts = { context: WorkerContext; models: Models; closing: AbortSignal }

export function createSummariser(context: WorkerContext, models: Models): Summariser {
  const inSlot = createOrgSlots(SLOTS, ORG_SLOTS)
  const end = new AbortController()
  const parts: Parts = { context, models, closing: end.signal }
  return {
    summarise: (claimed, place) => inSlot(claimed.orgId, () => run(parts, claimed, place)),
    stop: () => end.abort(),
  }
}

async function run(parts: Parts, claimed: ClaimedJob, place: Place): Promise<void> {
  const { db, bus } = parts.context
  const { orgId } = claimed
  if (parts.closing.aborted) return
  const said = await persist(() => db.withOrg(orgId, (tx) => readTalk(tx, place)))
  if (!said) return finishJob(db, claimed)
  const written = await write(parts, orgId, said)
  // Broken off: the claim ends with this process.
  if (parts.closing.aborted) return
  if (written.type === 'failed') {
    const { fault, reason } = written
    const pause = PAUSES[claimed.attempts - 1]
    if (pause === undefined || !PASSING.has(fault)) return finishJob(db, claimed)
    return postponeJob(db, claimed, { error: `${fault}: ${reason}`, afterSeconds: pause })
  }
  const version =
    written.text === ''
      ? null
      : await persist(() => db.withOrg(orgId, (tx) => putWritten(tx, place, written)))
  await finishJob(db, claimed)
  const { conversationId } = place
  if (version !== null) bus.publish({ type: 'conversation', orgId, conversationId, version })
}

type Talk = NonNullable<Awaited<ReturnType<typeof readTalk>>>

async function readTalk(tx: Parameters<typeof findUnwritten>[0], place: Place) {
  const upToSeq = await findUnwritten(tx, place)
  const input = upToSeq === null ? null : await loadAnswerInput(tx, place.conversationId)
  if (upToSeq === null || !input) return null
  const { inboxId, language } = input
  const turns = talkOf(input, upToSeq)
  return { ...place, inboxId, turns, language, locale: (await readWays(tx)).locale }
}

type Written =
  | { type: 'done'; text: string; language: string }
  | { type: 'failed'; fault: ModelFault; reason: string }

/** Empty where it says a number or a link that nobody said. */
async function write({ models, closing }: Parts, orgId: Id, talk: Talk): Promise<Written> {
  const { inboxId, conversationId, turns, locale } = talk
  const language = baseLanguage(locale)
  // Its cost is the conversation's: the budget of the reply was for the reply.
  const asker = {
    ...{ models, orgId },
    place: { purpose: 'summarise', inboxId, conversationId, messageId: null } as const,
  }
  const signal = AbortSignal.any([closing, AbortSignal.timeout(SUMMARY_MS)])
  for await (const event of writeText(asker, summaryRequest(turns, language), signal)) {
    if (event.type === 'text') continue
    if (event.type === 'failed') return event
    const source = { text: turns.map(({ text }) => text).join('\n'), language: talk.language ?? language }
    const added = factsOnlyIn({ text: event.text, language }, source)
    return { type: 'done', text: added.length > 0 ? '' : event.text, language }
  }
  throw new Error('A summary ended without an end.')
}
