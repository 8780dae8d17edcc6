import type { Model } from '@hilo/ai'
import { type AiTest, type Id, newId } from '@hilo/protocol'
import type { Database } from '../db/database.ts'
import { listCalls } from '../domain/ai-call/list.ts'
import type { CallPlace } from '../domain/ai-call/open.ts'
import type { Check } from '../domain/ai-provider/ai-provider.ts'
import { ask } from './ask.ts'

const REQUEST = {
  messages: [
    { role: 'system', text: 'This is a test of the connection. Answer with the one word: ready.' },
    { role: 'user', text: 'Are you there?' },
  ],
  // A model that thinks before it speaks uses some of it for that.
  outputTokensMax: 500,
} as const

type Test = { db: Database; orgId: Id; open: (place: CallPlace) => Model; model: string }

/** Asks for one word; what that took is read from the ledger, as for every call. */
export async function testProvider({ db, orgId, open, model }: Test): Promise<AiTest> {
  const messageId = newId()
  const said = await answerOf(open({ purpose: 'test', inboxId: null, conversationId: null, messageId }))
  const calls = await db.withOrg(orgId, (tx) => listCalls(tx, { messageId, limit: 10 }))
  const [last] = calls
  return {
    ...said,
    model: last?.model ?? model,
    latencyMs: last?.latencyMs ?? 0,
    tokens: calls.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
    microUsd: last?.microUsd ?? null,
  }
}

/** What a test says of a provider; what it answered is not kept. */
export function checkOf({ fault, text }: AiTest): Check {
  return { fault, reason: fault && text }
}

async function answerOf(model: Model): Promise<Pick<AiTest, 'fault' | 'text'>> {
  const end = await ask(model, REQUEST, new AbortController().signal)
  return end.type === 'failed' ? { fault: end.fault, text: end.reason } : { fault: null, text: end.text }
}
