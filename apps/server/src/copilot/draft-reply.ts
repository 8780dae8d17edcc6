import { NO_TOOLS } from '@hilo/ai'
import type { CopilotEvent } from '@hilo/protocol'
import { type Answer, type AnswerRequest, answerQuestion } from '../answers/answer-question.ts'
import { readInstructions } from '../domain/ai-instruction/read.ts'
import { readTurns } from '../domain/message/turns.ts'
import { done, failed, type Help, type Helping } from './help.ts'
import { contactLanguage } from './languages.ts'
import { tellWhile } from './tell-while.ts'

const TURNS = 30

/**
 * A reply to what the contact wrote last, from what the org knows, internal articles included, shown sentence
 * by sentence as it is verified; without a model it quotes. Where AI would hand the conversation to people
 * there is no draft, and the reason.
 */
export async function* draftReply(help: Help): Helping {
  const { db, orgId, conversationId, inboxId, asker, signal } = help
  const { all, instructions } = await db.withOrg(orgId, async (tx) => ({
    all: await readTurns(tx, conversationId, { upToSeq: null, limit: TURNS }),
    instructions: await readInstructions(tx, inboxId),
  }))
  // What was answered already is answered once more.
  const turns = all.slice(0, all.findLastIndex(({ from }) => from === 'contact') + 1)
  if (turns.length === 0) return yield failed('nothing_said', 'The contact wrote no words so far.')
  const request: AnswerRequest = {
    ...{ orgId, inboxId, conversationId, messageId: asker.place.messageId, turns },
    ...{ language: await contactLanguage(help), audiences: ['public', 'internal'] },
    ...{ instructions, toolbox: NO_TOOLS, leftOpen: 0, purpose: 'copilot' },
  }
  const writing = tellWhile<CopilotEvent, Answer>((tell) => {
    const onText = (text: string) => tell({ type: 'draft', text })
    return answerQuestion(help, { ...request, onText }, signal)
  })
  const answer = yield* writing
  const { action, text, citations, reason, trace } = answer
  if (trace.fault) return yield failed(trace.fault.fault, trace.fault.reason)
  const { mode, language } = trace
  if (action === 'handoff') return yield done({ mode, language, handoff: reason })
  const isInternal = citations.some(({ audience }) => audience === 'internal')
  const sources = citations.map(({ articleId, version, title, audience, quote }) => {
    return { articleId, version, title, audience, quote }
  })
  yield done({ text, language, mode, sources, isInternal })
}
