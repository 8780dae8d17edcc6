import { type api, type ContractBody, type ContractReturns, type Id, newId } from '@hilo/protocol'
import type { Database } from '../db/database.ts'
import { audiencesOf, lookedFor, testQuestion } from '../domain/knowledge/question.ts'
import { findNearby } from './find-nearby.ts'
import type { Models } from './models.ts'

/** What a question finds by its words, and by its meaning where the org wants that, which costs a little. */
export async function tryQuestion(
  { db, models }: { db: Database; models: Models },
  orgId: Id,
  asked: ContractBody<typeof api.testQuestion>,
): Promise<ContractReturns<typeof api.testQuestion>> {
  const place = { purpose: 'knowledge', inboxId: null, conversationId: null, messageId: newId() } as const
  const model = await models.open(orgId, place)
  const { use, nearby } = await findNearby(
    { db, vectors: models.vectors },
    {
      ...{ orgId, model, questions: lookedFor(asked), audiences: audiencesOf(asked) },
      signal: new AbortController().signal,
    },
  )
  const tested = await db.withOrg(orgId, (tx) => testQuestion(tx, asked, nearby))
  return { ...tested, meaning: use }
}
