import { NO_TOOLS, smallTalkIn } from '@hilo/ai'
import { AppError, type ChannelType, type Content, type HandoffReason, type Id, newId } from '@hilo/protocol'
import { type Answer, type AnswerContext, answerQuestion } from '../../answers/answer-question.ts'
import { isAiTime } from '../../answers/is-ai-time.ts'
import { leaveQuestion } from '../../answers/leave-question.ts'
import { ANSWER_MS } from '../../answers/open-work.ts'
import type { Performing } from '../../answers/toolbox/perform.ts'
import { openToolbox } from '../../answers/toolbox/toolbox.ts'
import { isConnectionLoss } from '../../db/connection.ts'
import type { OrgTx } from '../../db/database.ts'
import { type Committed, commitAnswer } from '../../domain/ai-answer/commit.ts'
import { leaveToPeople, letGo } from '../../domain/ai-answer/leave-to-people.ts'
import { type AnswerInput, loadAnswerInput } from '../../domain/ai-answer/load.ts'
import { waitToAnswer } from '../../domain/ai-answer/plant.ts'
import { readInstructions } from '../../domain/ai-instruction/read.ts'
import { readExceptionalDays } from '../../domain/exceptional-day/read.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { type ClaimedJob, endJob, postponeJob } from '../../domain/job/claim.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import { isHandedBack, isPeoples, readOf, requestOf, waitsForWords } from './answer-request.ts'
import { hearContact } from './hear-contact.ts'
import { remindContact } from './remind.ts'
import { type ShownDraft, showDraft } from './show-draft.ts'

export type AnswerDesk = {
  context: WorkerContext
  answers: AnswerContext
  /** What tools need. */
  performing: Performing
  partsOf(channel: ChannelType): ((content: Content) => Content[]) | null
  kick(orgId: Id, conversationId: Id): void
  /** Aborted when the server stops: what is under way is left to the next start. */
  stopping: AbortSignal
}

/** A contact who goes on writing is answered at last. */
const PATIENCE_MS = 30_000
const ATTEMPTS_MAX = 3
/** Between two looks at whether a file was put into words. */
const WAIT_MS = 400
/** Who is answered more often in an hour may be a machine too. */
const HOURLY_MAX = 60

/**
 * Answers what a contact wrote, once: reads it, finds what is to be said, and says it if the turn is still
 * AI's and nothing newer was written. Else nothing is said, and the newer message is due.
 *
 * @returns in how many ms there is more to answer; null: there is none.
 */
export async function answerContact(desk: AnswerDesk, claimed: ClaimedJob): Promise<number | null> {
  const { context } = desk
  const { db } = context
  const { orgId, id: conversationId } = claimed
  const committed = await attempt(desk, claimed).catch((error) => afterFault(desk, claimed, error))
  if (committed === 'left') return null
  if (committed === 'waits') {
    await persist(() => waitToAnswer(db, claimed, WAIT_MS))
    return WAIT_MS
  }
  if (committed?.type === 'said') {
    context.bus.publish({ type: 'conversation', orgId, conversationId, version: committed.version })
    desk.kick(orgId, conversationId)
  }
  return persist(() => endJob(db, claimed, { isNew: committed?.type === 'said' }))
}

/**
 * `left`: for another time. `waits`: for what a file of the contact says. Null: there is nothing to answer,
 * or nobody who does.
 */
async function attempt(desk: AnswerDesk, claimed: ClaimedJob): Promise<Committed | 'left' | 'waits' | null> {
  const { context, stopping } = desk
  const { orgId, id: conversationId } = claimed
  const input = await persist(() => context.db.withOrg(orgId, (tx) => loadAnswerInput(tx, conversationId)))
  if (!input) return null
  const inbox = await persist(() => context.inboxes(orgId, input.inboxId))
  if (input.holder === 'human' && inbox?.aiAnswers) {
    const version = await remindContact(desk, { inbox, input, conversationId })
    return version === null ? null : { type: 'said', version }
  }
  if (input.holder !== 'ai' || (!hasNew(input) && input.unhappyWith === null)) return null
  if (hasNew(input) && isPeoples(input)) return null
  if (!inbox?.aiAnswers) return endTurn(context, claimed)
  context.bus.publish({ type: 'typing', orgId, conversationId, from: 'member' })
  if (waitsForWords(input)) return 'waits'
  const messageId = newId()
  const preview = showDraft(context, { orgId, conversationId, messageId, ...input })
  let isSaid = false
  try {
    const found = await find(desk, { inbox, input, conversationId, messageId, preview })
    // It ended because the server stops, and not because nobody answered.
    if (stopping.aborted && !found.isDone) return 'left'
    const committed = await persist(() => commit(desk, claimed, { inbox, input, messageId, ...found }))
    isSaid = committed.type === 'said'
    return committed
  } finally {
    preview.end({ isSaid })
  }
}

/** The contact wrote something that nobody has answered. */
function hasNew({ lastInSeq, handledSeq }: AnswerInput): boolean {
  return lastInSeq > handledSeq
}

/** Since the message was written somebody decided that AI answers here no more. */
async function endTurn({ db }: WorkerContext, { orgId, id }: ClaimedJob): Promise<Committed> {
  const version = await persist(() => db.withOrg(orgId, (tx) => letGo(tx, id)))
  return version === null ? { type: 'gone' } : { type: 'said', version }
}

type Finding = {
  inbox: Inbox
  input: AnswerInput
  conversationId: Id
  messageId: Id
  preview: ShownDraft
}

/** What the contact agreed to is done first; whatever else they wrote is answered, with tools at hand. */
async function find(
  desk: AnswerDesk,
  { inbox, input, preview, ...place }: Finding,
): Promise<Pick<Found, 'answer' | 'isDone'>> {
  const at = { orgId: inbox.orgId, ...place }
  const signal = AbortSignal.any([desk.stopping, AbortSignal.timeout(ANSWER_MS)])
  const { heard, asked, isDone } = await hearContact(desk.performing, { at, input }, signal)
  const { instructions, isTime } = await desk.answers.db.withOrg(at.orgId, (tx) => readPlan(tx, inbox))
  const turn = { fromSeq: asked.handledSeq, readSeq: asked.readSeq, epoch: asked.epoch }
  const toolbox = heard ? NO_TOOLS : await openToolbox(desk.performing, { ...at, turn })
  const request = requestOf(inbox, asked, { ...place, instructions, toolbox, ...(heard && { heard }) })
  const leave = (reason: HandoffReason) =>
    leaveQuestion(desk.answers, request, {
      reason,
      isRepeated: reason === 'other_hours' && input.isLeftByHours,
    })
  if (!isDone && !hasNew(input)) return { answer: await leave('negative_feedback'), isDone: false }
  if (!isDone && !isTime && !isHandedBack(asked)) return { answer: await leave('other_hours'), isDone: false }
  if (!isDone && input.lately >= HOURLY_MAX) return { answer: await leave('budget'), isDone: false }
  // Only a widget shows what is not said yet, and articles that open.
  const isWidget = inbox.channel === 'web'
  const shown = { onText: isWidget ? preview.show : undefined, showsArticles: isWidget }
  const answer = await answerQuestion(desk.answers, { ...request, ...shown }, signal)
  return { answer, isDone }
}

/** What AI is told about this inbox, and whether it is its time there. */
async function readPlan(tx: OrgTx, { id, aiWhen, timeZone }: Inbox) {
  const instructions = await readInstructions(tx, id)
  const at = { timeZone, days: await readExceptionalDays(tx), now: new Date() }
  return { instructions, isTime: isAiTime(aiWhen, instructions.hours, at) }
}

type Found = {
  inbox: Inbox
  input: AnswerInput
  messageId: Id
  answer: Answer
  /** It tells of something that was done: it is said, whatever was written meanwhile. */
  isDone: boolean
}

function commit(
  { context, partsOf }: AnswerDesk,
  { orgId, id: conversationId, plantedAt }: ClaimedJob,
  { inbox, input, messageId, answer, isDone }: Found,
): Promise<Committed> {
  const { epoch, lastInSeq: readSeq } = input
  const said = readOf(input)
  return context.db.withOrg(orgId, (tx) =>
    commitAnswer(tx, {
      ...{ id: messageId, conversationId, epoch, readSeq, answer },
      unhappyWith: hasNew(input) ? null : input.unhappyWith,
      confirms: smallTalkIn(said) === 'thanks',
      isPatient: !isDone && Date.now() - plantedAt.getTime() < PATIENCE_MS,
      parts: partsOf(inbox.channel),
    }),
  )
}

/** What cannot be stored may be this one answer: it is tried a few times, and then left to people. */
async function afterFault(
  { context }: AnswerDesk,
  claimed: ClaimedJob,
  error: unknown,
): Promise<Committed | 'left'> {
  const { orgId, id: conversationId, attempts } = claimed
  if (await isErased(context, claimed, error)) return { type: 'gone' }
  const detail = error instanceof Error ? error.message : String(error)
  context.log.error({ orgId, conversationId, err: error }, 'a contact could not be answered')
  if (isConnectionLoss(error) || attempts < ATTEMPTS_MAX) {
    await persist(() => postponeJob(context.db, claimed, { error: detail, afterSeconds: attempts }))
    return 'left'
  }
  const version = await persist(() =>
    context.db.withOrg(orgId, (tx) => leaveToPeople(tx, conversationId, 'internal_error')),
  )
  return version === null ? { type: 'gone' } : { type: 'said', version }
}

/** The contact was erased while they were answered: it is nobody's fault, and nobody is there to be told. */
async function isErased({ db }: WorkerContext, { orgId, id }: ClaimedJob, error: unknown): Promise<boolean> {
  if (!(error instanceof AppError) || error.code !== 'not_found') return false
  return (await persist(() => db.withOrg(orgId, (tx) => loadAnswerInput(tx, id)))) === null
}
