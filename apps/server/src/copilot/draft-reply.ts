import { NO_TOOLS } from '@hilo/ai'
import { answerQuestion } from '../answers/answer-question.ts'
import { plainInstructions } from '../answers/plain-instructions.ts'
import { readTurns } from '../domain/message/turns.ts'
import { done, failed, type Help, type Helping } from './help.ts'

const TURNS = 30

/**
 * A reply to what the contact wrote last, from what the org knows, internal articles included; without a
 * model it quotes. Where AI would hand the conversation to people there is no draft, and the reason.
 */
export async function* draftReply(help: Help): Helping {
  const { db, models, orgId, conversationId, inboxId, contactLocale, locale, asker, signal } = help
  const all = await db.withOrg(orgId, (tx) => readTurns(tx, conversationId, { upToSeq: null, limit: TURNS }))
  // What was answered already is answered once more.
  const turns = all.slice(0, all.findLastIndex(({ from }) => from === 'contact') + 1)
  if (turns.length === 0) return yield failed('nothing_said', 'The contact wrote no words so far.')
  const answer = await answerQuestion(
    { db, models },
    {
      ...{ orgId, inboxId, conversationId, messageId: asker.place.messageId, turns },
      ...{ language: contactLocale, audiences: ['public', 'internal'] },
      ...{ instructions: plainInstructions(locale), toolbox: NO_TOOLS, purpose: 'copilot' },
    },
    signal,
  )
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
