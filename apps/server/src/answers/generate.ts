import type { Failure, WrittenDraft } from '@hilo/ai'
import type { AnswerCitation, HandoffReason, ModelFault } from '@hilo/protocol'
import type { Answer } from '../domain/ai-answer/answer.ts'
import { checkDraft, type Grounds, isBeside } from './check-draft.ts'
import { conclude, handOver, type Known } from './conclude.ts'
import { type FoundPart, isPartEnough, questionOf, withAnswered } from './found-parts.ts'
import { isForeign, judgeDraft } from './judge-draft.ts'
import { leaveOpen } from './leave-open.ts'
import { leaveOutAdmitted, leftBy } from './leave-out-admitted.ts'
import { nameLeft } from './name-left.ts'
import { openDraftPreview } from './preview-draft.ts'
import { quoteKnown } from './quote.ts'
import { PASSAGES_MAX } from './retrieve.ts'
import { isOffTopicDraft } from './stay-on-topic.ts'
import type { Used } from './use-tools.ts'
import { type DraftEnd, writeDraft } from './write-draft.ts'

const TRIES_MAX = 2
/** What another try may do better. */
const WORTH_A_TRY: ReadonlySet<ModelFault> = new Set(['garbled', 'empty', 'cut'])

type Ready = Required<Pick<Known, 'work' | 'prepared' | 'asked' | 'found'>>
type Written = NonNullable<Known['written']>

type Drafting = Ready & { written: Written }

type Said = {
  type: 'said'
  action: 'answer' | 'clarify'
  text: string
  citations: readonly AnswerCitation[]
  /** The questions that the model wrote that it does not know. */
  admitted: readonly FoundPart[]
}

type Ended =
  | Said
  | { type: 'people'; reason: HandoffReason }
  | { type: 'again'; failures: readonly Failure[] }

/**
 * Lets a model answer, and sends nothing that its sources do not say: a draft with a failure is written once
 * more, with the failures named, and then people answer.
 */
export async function generateAnswer(ready: Ready, used: Used): Promise<Answer> {
  const shown = ready.found.candidates
    .slice(0, PASSAGES_MAX)
    .map((chunk, at) => ({ id: `p${at + 1}`, chunk }))
  const written: Written = { tools: used.tools, tries: [], fault: null, promptHash: null, draftReason: null }
  const known = { ...ready, written }
  if (used.end) return endWithTools(known, used.end)
  const preview = openDraftPreview(ready.work, ready.prepared, shown)
  const toolNames = used.tools.filter(({ outcome }) => outcome === 'done').map(({ name }) => name)
  const grounds = { shown, toolResults: used.results, toolNames }
  let failures: readonly Failure[] = []
  for (let left = triesOf(ready); left > 0; left--) {
    const end = await writeDraft(ready.work, { ...ready, shown, used, failures, onPartial: preview.take })
    note(written, end)
    const ended = await endOf(known, end, grounds)
    if (ended.type === 'said') return say(known, ended)
    preview.takeBack()
    if (ended.type === 'people') return endWithoutAnswer(known, ended.reason)
    failures = ended.failures
    written.tries.push({ failures: failures.map(({ code, what }) => ({ code, what })) })
  }
  return endWithoutAnswer(known, reasonAfter(known))
}

/** What the knowledge does not say, and not what went wrong. */
const LEFT_OPEN: ReadonlySet<HandoffReason> = new Set([
  ...(['no_evidence', 'model_declined', 'low_confidence', 'verify_failed', 'off_topic'] as const),
])

function endWithoutAnswer(known: Drafting, reason: HandoffReason): Answer {
  if (!LEFT_OPEN.has(reason)) return handOver(known, reason)
  const quoted = reason === 'off_topic' ? null : quoteKnown(known)
  return quoted ?? leaveOpen(known, reason)
}

/** Where little speaks for an answer, a second try would only find nicer words. */
function triesOf({ found }: Ready): number {
  return found.isEnough ? TRIES_MAX : 1
}

/** What a tool asks, or waits for, is said in the server's words; what went wrong is for people. */
function endWithTools(known: Known & { written: Written }, end: NonNullable<Used['end']>): Answer {
  if (end.type === 'tool_failed') return handOver(known, 'tool_failed')
  if (end.type === 'fault') {
    known.written.fault = { fault: end.fault, reason: end.reason }
    return handOver(known, reasonOf(end.fault))
  }
  if (end.handOver) return handOver(known, end.handOver, end.text)
  return conclude(known, { action: 'clarify', text: end.text })
}

function reasonOf(fault: ModelFault): HandoffReason {
  return fault === 'budget' ? 'budget' : 'provider_error'
}

function note(written: Written, { promptHash, outcome }: DraftEnd): void {
  written.promptHash = promptHash
  written.draftReason = outcome.type === 'draft' ? outcome.draft.reason : null
  written.fault = outcome.type === 'fault' ? { fault: outcome.fault, reason: outcome.reason } : null
}

async function endOf(known: Drafting, { outcome }: DraftEnd, grounds: Grounds): Promise<Ended> {
  if (outcome.type === 'draft') return endOfDraft(known, { draft: outcome.draft, grounds })
  return endOfFault(known, outcome.fault)
}

function endOfFault({ work }: Ready, fault: ModelFault): Ended {
  if (WORTH_A_TRY.has(fault) && !work.signal.aborted) return { type: 'again', failures: [] }
  return { type: 'people', reason: reasonOf(fault) }
}

async function endOfDraft(
  known: Drafting,
  { draft: whole, grounds }: { draft: WrittenDraft; grounds: Grounds },
): Promise<Ended> {
  const { work, prepared, asked, found, written } = known
  const { draft, admitted } = leaveOutAdmitted(known, { draft: whole, grounds })
  const { action, reason, text } = draft
  // What a tool returned is what the org had it ask for.
  if (grounds.toolResults.length === 0 && isOffTopicDraft(work, draft))
    return { type: 'people', reason: 'off_topic' }
  // What only a person can do lacks no article.
  if (action === 'handoff' && reason === 'needs_person') return { type: 'people', reason }
  if (action === 'handoff')
    return { type: 'people', reason: found.isEnough ? 'model_declined' : 'no_evidence' }
  const { citations, failures } = checkDraft(work, prepared, { draft, grounds })
  if (failures.length > 0) return { type: 'again', failures }
  // What little speaks for may be true, and about something else: a member sees that, and a contact does not.
  const isSent = work.request.purpose !== 'copilot'
  if (isSent && !found.isEnough && isBeside(asked, { draft, grounds }))
    return { type: 'people', reason: 'no_evidence' }
  if (isForeign(prepared.language, { draft, grounds })) {
    const judged = await judgeDraft(work, prepared, { draft, grounds })
    if (judged.type === 'fault') {
      written.fault = { fault: judged.fault, reason: judged.reason }
      return { type: 'people', reason: reasonOf(judged.fault) }
    }
    if (judged.failures.length > 0) return { type: 'again', failures: judged.failures }
  }
  return { type: 'said', action, text, citations, admitted }
}

/**
 * Names the questions of a message that the answer says nothing to: a model may have written of one of them
 * alone. What no article says a tool may have said.
 */
function say(known: Drafting, { action, text, citations, admitted }: Said): Answer {
  const answer = conclude(known, { action, text, citations })
  const { parts } = known.found
  const left = leftBy(known, { text, citations })
  if (action !== 'answer' || known.written.tools.length > 0 || left.length === parts.length) return answer
  // To ask again what the model found no answer to would come to the same.
  const canAsk = (part: FoundPart) => isPartEnough(part) && !admitted.includes(part)
  const [unsaid, unknown] = [left.filter(canAsk), left.filter((part) => !canAsk(part))]
  const told = withAnswered(
    answer,
    parts.filter((part) => !left.includes(part)),
  )
  return nameLeft(known, told, { unsaid: unsaid.map(questionOf), unknown: unknown.map(questionOf) })
}

function reasonAfter({ prepared, found, written }: Ready & { written: Written }): HandoffReason {
  if (written.fault) return 'provider_error'
  if (prepared.flags.length > 0) return 'injection'
  return found.isEnough ? 'verify_failed' : 'low_confidence'
}
