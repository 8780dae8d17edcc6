import type { AnswerAction, AnswerCitation, AnswerTrace, HandoffReason } from '@hilo/protocol'
import type { Answer } from '../domain/ai-answer/answer.ts'
import type { Asked } from './condense.ts'
import type { FoundChunk } from './found-chunk.ts'
import { isPartEnough } from './found-parts.ts'
import { handOverText, summaryOf, withHours } from './hand-over.ts'
import type { Work } from './open-work.ts'
import type { Prepared } from './prepare.ts'
import type { FoundEvidence } from './retrieve.ts'

/** What is known of a question when it ends; what was not reached is absent. */
export type Known = {
  work: Work
  prepared: Prepared
  asked?: Asked
  found?: FoundEvidence
  written?: Pick<AnswerTrace, 'tools' | 'tries' | 'fault' | 'promptHash' | 'draftReason'>
}

type Said = { action: AnswerAction; text: string; citations?: readonly AnswerCitation[] }

/** Of each of several questions so many candidates are kept. */
const TRACED_MAX = 5

/** The answer, with everything that led to it. */
export function conclude(known: Known, { action, text, citations = [] }: Said): Answer {
  const cited = action === 'answer' ? citations : []
  return { action, text, citations, reason: null, summary: null, trace: traceOf(known, cited) }
}

/** People are to answer: what the contact is told, by the reason or in other words, and what members read. */
export function handOver(known: Known, reason: HandoffReason, text?: string): Answer {
  const { work, prepared } = known
  return {
    ...{ action: 'handoff', citations: [], reason, trace: traceOf(known, []) },
    text:
      text === undefined
        ? handOverText(work, prepared.language, reason)
        : withHours(work, prepared.language, text),
    summary: summaryOf(work),
  }
}

function traceOf(
  { work, prepared, asked, found, written }: Known,
  cited: readonly AnswerCitation[],
): AnswerTrace {
  const { mode, request, redactor, beganAt } = work
  const { language, question, flags } = prepared
  const { orgVersion, inboxVersion } = request.instructions
  return {
    ...{ mode, language, flags: [...flags] },
    question: asked?.question ?? question,
    variants: asked ? [...asked.variants] : [],
    ...(found ? tracedOf(found, cited) : { candidates: [] }),
    meaning: found?.meaning ?? null,
    threshold: found?.candidates[0]?.threshold ?? null,
    isEnough: found?.isEnough ?? false,
    instructions: { org: orgVersion, inbox: inboxVersion },
    ...(written ?? { promptHash: null, tools: [], tries: [], fault: null }),
    redacted: { ...redactor.counts },
    ms: Math.round(performance.now() - beganAt),
  }
}

function traced({ text: _, language: _language, isCalled: _isCalled, ...rest }: FoundChunk) {
  return rest
}

/** Where there are parts the candidates of each stand together, and then those that only all of it found. */
function tracedOf(
  { candidates, parts }: FoundEvidence,
  cited: readonly AnswerCitation[],
): Pick<AnswerTrace, 'candidates' | 'parts'> {
  const ofParts = parts.flatMap((part) => part.candidates.slice(0, TRACED_MAX))
  const known = new Set(ofParts.map(({ chunkId }) => chunkId))
  const others = candidates.filter(({ chunkId, part }) => part === undefined && !known.has(chunkId))
  return {
    candidates: [...ofParts, ...others].map(traced),
    ...(parts.length > 0 && {
      parts: parts.map((part) => {
        const isEnough = isPartEnough(part)
        const isCited = cited.some(({ chunkId }) => chunkId === part.candidates[0]?.chunkId)
        return { question: part.question, isEnough, isAnswered: isEnough && isCited }
      }),
    }),
  }
}
