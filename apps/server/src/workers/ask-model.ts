import { classifyRequest, extractRequest, type GenRequest, readClassified, readExtracted } from '@hilo/ai'
import type { AiAsked, Id } from '@hilo/protocol'
import type { PlayJob } from '@hilo/runtime'
import { lastWords } from '../domain/message/last-words.ts'
import type { ClaimedRun } from '../domain/run/run.ts'
import { askValue } from '../models/ask-value.ts'
import { persist } from './persist.ts'
import type { Runner } from './turn.ts'

type AiAnswer = Awaited<ReturnType<NonNullable<PlayJob['askModel']>>>
type Asking = { asked: AiAsked; signal: AbortSignal; replyId: Id }

const TEXT_MAX = 20_000

/**
 * Lets a model of the org read something for the code of a run. What it costs belongs to the conversation;
 * `replyId` is one for all calls of a turn, so that the budget of a reply holds for them together.
 */
export async function askModel(
  { context, models }: Runner,
  run: ClaimedRun,
  { asked, signal, replyId }: Asking,
): Promise<AiAnswer> {
  const { orgId, conversationId, inboxId } = run
  const read = () => context.db.withOrg(orgId, (tx) => lastWords(tx, conversationId, run.seenSeq))
  const text = (asked.of ?? (await persist(read))).slice(0, TEXT_MAX)
  if (text === '') return { type: 'failed', fault: 'no_text', message: 'The contact wrote no words.' }
  const place = { purpose: asked.kind, inboxId, conversationId, messageId: replyId }
  const answer = await askValue({ models, orgId, place }, requestOf(asked, text), signal)
  if ('fault' in answer) return { type: 'failed', fault: answer.fault, message: answer.reason }
  const value = asked.kind === 'extract' ? readExtracted(answer.value) : readClassified(answer.value)
  return { type: 'answered', value: value ?? null }
}

function requestOf(asked: AiAsked, text: string): GenRequest {
  const { wrong } = asked
  return asked.kind === 'extract'
    ? extractRequest(text, asked.schema, wrong)
    : classifyRequest(text, asked.labels, wrong)
}
