import { classifyRequest, extractRequest, type GenRequest, readClassified, readExtracted } from '@hilo/ai'
import { type AiAsked, type AiReply, baseLanguage, type Id } from '@hilo/protocol'
import type { PlayJob } from '@hilo/runtime'
import { type Answer, answerQuestion } from '../../answers/answer-question.ts'
import { summaryText } from '../../answers/hand-over.ts'
import { talkLanguage } from '../../answers/talk-language.ts'
import { openToolbox } from '../../answers/toolbox/toolbox.ts'
import { spokenLanguage } from '../../domain/ai-answer/spoken-language.ts'
import { readInstructions } from '../../domain/ai-instruction/read.ts'
import { lastWords } from '../../domain/message/last-words.ts'
import { readTurns } from '../../domain/message/turns.ts'
import { readWays } from '../../domain/org/ways.ts'
import type { ClaimedRun } from '../../domain/run/run.ts'
import { askValue } from '../../models/ask-value.ts'
import { persist } from '../persist.ts'
import type { Runner } from './turn.ts'

type AiAnswer = Awaited<ReturnType<NonNullable<PlayJob['askModel']>>>
type Asking = {
  asked: AiAsked
  signal: AbortSignal
  replyId: Id
  /** Hears what was found for a reply, and how. */
  onReply(answer: Answer): void
}

const TEXT_MAX = 20_000
const TURNS = 30
const REPLY_MS = 13_000

/**
 * Lets a model of the org read something for the code of a run. What it costs belongs to the conversation;
 * `replyId` is one for all calls of a turn, so that the budget of a reply holds for them together.
 */
export async function askModel(runner: Runner, run: ClaimedRun, asking: Asking): Promise<AiAnswer> {
  const { context, models } = runner
  const { asked, signal, replyId } = asking
  if (asked.kind === 'reply') return { type: 'answered', value: await replyTo(runner, run, asking) }
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

/**
 * From what all may read, as an inbox that AI answers does, and from its tools: those to whose call nobody
 * has to agree, because the code and not AI has the turn. What the code offers AI it can do without it.
 */
async function replyTo(
  { context, models, performing }: Runner,
  run: ClaimedRun,
  { asked, signal, replyId, onReply }: Asking,
): Promise<AiReply> {
  const { orgId, inboxId, conversationId } = run
  const { db, log } = context
  const { said, instructions, locale, known } = await persist(() =>
    db.withOrg(orgId, async (tx) => ({
      said: await readTurns(tx, conversationId, { upToSeq: run.seenSeq, limit: TURNS }),
      instructions: await readInstructions(tx, inboxId),
      locale: (await readWays(tx)).locale,
      known: await spokenLanguage(tx, conversationId),
    })),
  )
  const before = said.slice(0, said.findLastIndex(({ from }) => from === 'us') + 1)
  const turns = asked.of === null ? said : [...before, { from: 'contact' as const, text: asked.of }]
  if (turns.at(-1)?.from !== 'contact') return { action: 'handoff', reason: 'unreadable', summary: null }
  // Of a text that the code has nobody knows who wrote it, and a word tells nothing.
  const spoken = instructions.languages.map(baseLanguage) as [string, ...string[]]
  const language = await talkLanguage(said, { known, spoken })
  const toolbox = await openToolbox(performing, { orgId, conversationId, messageId: replyId, turn: null })
  const answer = await answerQuestion(
    { db, log, models },
    {
      ...{ orgId, inboxId, conversationId, messageId: replyId, turns, language },
      ...{ audiences: ['public'], instructions, toolbox, leftOpen: 1, purpose: 'answer' },
    },
    AbortSignal.any([signal, AbortSignal.timeout(REPLY_MS)]),
  )
  onReply(answer)
  const { action, text, reason, summary } = answer
  if (action === 'handoff') {
    return { action, reason: reason ?? 'no_evidence', summary: summary && summaryText(summary, locale) }
  }
  const citations = answer.citations.map(({ articleId, version, title, quote }) => {
    return { articleId, version, title, quote }
  })
  return { action, text, citations }
}

function requestOf(asked: Exclude<AiAsked, { kind: 'reply' }>, text: string): GenRequest {
  const { wrong } = asked
  return asked.kind === 'extract'
    ? extractRequest(text, asked.schema, wrong)
    : classifyRequest(text, asked.labels, wrong)
}
