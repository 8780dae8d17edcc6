import type { Failure } from '@hilo/ai'
import type { AnswerCitation, HandoffReason, ModelFault } from '@hilo/protocol'
import type { Answer } from './answer.ts'
import { checkDraft, type Shown } from './check-draft.ts'
import { conclude, handOver, type Known } from './conclude.ts'
import { openPreview } from './preview.ts'
import { PASSAGES_MAX } from './retrieve.ts'
import { type DraftEnd, writeDraft } from './write-draft.ts'

const TRIES_MAX = 2
/** What another try may do better. */
const WORTH_A_TRY: ReadonlySet<ModelFault> = new Set(['garbled', 'empty', 'cut'])

type Ready = Required<Pick<Known, 'work' | 'prepared' | 'asked' | 'found'>>
type Written = NonNullable<Known['written']>

type Ended =
  | { type: 'said'; action: 'answer' | 'clarify'; text: string; citations: readonly AnswerCitation[] }
  /** `text`: in the place of what is said with that reason. */
  | { type: 'people'; reason: HandoffReason; text?: string }
  | { type: 'again'; failures: readonly Failure[] }

/**
 * Lets a model answer, and sends nothing that its sources do not say: a draft with a failure is written once
 * more, with the failures named, and then people answer.
 */
export async function generateAnswer(ready: Ready): Promise<Answer> {
  const shown = ready.found.candidates
    .slice(0, PASSAGES_MAX)
    .map((chunk, at) => ({ id: `p${at + 1}`, chunk }))
  const written: Written = { tools: [], tries: [], fault: null, promptHash: null }
  const known = { ...ready, written }
  const preview = openPreview(ready.work, ready.prepared, shown)
  let failures: readonly Failure[] = []
  for (let left = triesOf(ready); left > 0; left--) {
    const end = await writeDraft(ready.work, { ...ready, shown, failures, onPartial: preview.take })
    note(written, end)
    const ended = endOf(ready, end, shown)
    if (ended.type === 'said') return say(known, ended)
    preview.takeBack()
    if (ended.type === 'people') return handOver(known, ended.reason, ended.text)
    failures = ended.failures
    written.tries.push({ failures: failures.map(({ code, what }) => ({ code, what })) })
  }
  return handOver(known, reasonAfter(known))
}

/** Where little speaks for an answer, a second try would only find nicer words. */
function triesOf({ found }: Ready): number {
  return found.isEnough ? TRIES_MAX : 1
}

function note(written: Written, { tools, promptHash, outcome }: DraftEnd): void {
  written.tools.push(...tools)
  written.promptHash = promptHash
  written.fault = outcome.type === 'fault' ? { fault: outcome.fault, reason: outcome.reason } : null
}

function endOf(
  { work, prepared }: Ready,
  { outcome, toolResults }: DraftEnd,
  shown: readonly Shown[],
): Ended {
  switch (outcome.type) {
    case 'told':
      if (outcome.waits) return { type: 'people', reason: 'tool_waits', text: outcome.text }
      return { type: 'said', action: 'clarify', text: outcome.text, citations: [] }
    case 'tool_failed':
      return { type: 'people', reason: 'tool_failed' }
    case 'fault': {
      const { fault } = outcome
      if (WORTH_A_TRY.has(fault) && !work.signal.aborted) return { type: 'again', failures: [] }
      return { type: 'people', reason: fault === 'budget' ? 'budget' : 'provider_error' }
    }
    case 'draft': {
      const { draft } = outcome
      if (draft.action === 'handoff') return { type: 'people', reason: 'no_evidence' }
      const { citations, failures } = checkDraft(work, prepared, { draft, grounds: { shown, toolResults } })
      if (failures.length > 0) return { type: 'again', failures }
      return { type: 'said', action: draft.action, text: draft.text, citations }
    }
  }
}

function say(known: Known, { action, text, citations }: Extract<Ended, { type: 'said' }>): Answer {
  return conclude(known, { action, text, citations })
}

function reasonAfter({ prepared, found, written }: Ready & { written: Written }): HandoffReason {
  if (written.fault) return 'provider_error'
  if (prepared.flags.length > 0) return 'injection'
  return found.isEnough ? 'verify_failed' : 'low_confidence'
}
