import { termsOf } from '@hilo/ai'
import { isConnectionLoss } from '../db/connection.ts'
import type { Answer } from '../domain/ai-answer/answer.ts'
import type { AnswerRequest } from './answer.ts'
import { conclude, handOver, type Known } from './conclude.ts'
import { condense } from './condense.ts'
import { wordsIn } from './fixed-words.ts'
import { generateAnswer } from './generate.ts'
import { leaveOpen, wasAskedBack } from './leave-open.ts'
import { lookAbroad } from './look-abroad.ts'
import { type AnswerContext, openWork, type Work } from './open-work.ts'
import { type Prepared, prepare } from './prepare.ts'
import { quoteAnswer } from './quote.ts'
import { quoteNamed } from './quote-named.ts'
import { retrieve } from './retrieve.ts'
import { isOffTopic } from './stay-on-topic.ts'
import type { ToolReply } from './toolbox/agreed.ts'
import { triage } from './triage.ts'
import { useTools } from './use-tools.ts'

export type { Answer } from '../domain/ai-answer/answer.ts'
export type { AnswerRequest, AnswerTurn } from './answer.ts'
export type { AnswerContext } from './open-work.ts'

/**
 * What is to be said to the last messages of a contact, and why: what their org's articles say, verified word
 * for word, or that people answer. It writes nothing into the conversation and always comes to an end: with
 * the signal, which ends every call of a model, people are asked.
 */
export async function answerQuestion(
  context: AnswerContext,
  request: AnswerRequest,
  signal: AbortSignal,
): Promise<Answer> {
  const work = await openWork(context, request, signal)
  const prepared = prepare(work)
  try {
    if (request.heard) return sayHeard({ work, prepared }, request.heard)
    return triage(work, prepared) ?? (await look(work, prepared))
  } catch (error) {
    if (isConnectionLoss(error)) throw error
    // A fault of ours is a reason for people too, and for the operator.
    const { orgId, conversationId } = request
    context.log.error({ orgId, conversationId, err: error }, 'a question could not be answered')
    return handOver({ work, prepared }, 'internal_error')
  }
}

/** In words that no model wrote; what did not come to anything is for people. */
function sayHeard(known: Known, { tool, outcome, text }: ToolReply): Answer {
  const tools = [{ name: tool, outcome: outcome === 'unproved' ? 'refused' : outcome, reason: null }]
  const written = { tools, tries: [], fault: null, promptHash: null }
  if (outcome === 'failed') return handOver({ ...known, written }, 'tool_failed', text)
  if (outcome === 'waits') return handOver({ ...known, written }, 'tool_waits', text)
  if (outcome === 'unproved') return handOver({ ...known, written }, 'unproved')
  return conclude({ ...known, written }, { action: outcome === 'done' ? 'answer' : 'clarify', text })
}

async function look(work: Work, prepared: Prepared): Promise<Answer> {
  const named = work.mode === 'quoting' ? await quoteNamed(work, prepared) : null
  if (named) return named
  const own = await condense(work, prepared)
  const { asked, found } = await lookAbroad(work, { asked: own, found: await retrieve(work, own) })
  const known = { work, prepared, asked, found }
  if (work.mode === 'quoting' && isOffTopic(known)) return leaveOpen(known, 'off_topic')
  if (work.mode === 'quoting') return found.isLittle ? withoutEvidence(known) : quoteAnswer(known)
  const used = await useTools(work, prepared, asked)
  // What no article says a tool may know.
  const isKnown = !found.isLittle || used.tools.length > 0 || used.end !== null
  return isKnown ? generateAnswer(known, used) : withoutEvidence(known)
}

/** Who says too little to look for anything is asked for more, once. */
function withoutEvidence(known: Known): Answer {
  const { question, language } = known.prepared
  const isVague = termsOf(question, language).length === 0
  if (isVague && !wasAskedBack(known))
    return conclude(known, { action: 'clarify', text: wordsIn(language).clarify })
  return leaveOpen(known, 'no_evidence')
}
