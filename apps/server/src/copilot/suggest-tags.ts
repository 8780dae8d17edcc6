import { readTags, tagsRequest } from '@hilo/ai'
import { readTurns } from '../domain/message/turns.ts'
import { listTags } from '../domain/tag/list.ts'
import { askValue } from '../models/ask-value.ts'
import { done, failed, type Help, type Helping } from './help.ts'

const TURNS = 60

/** Which of the org's tags fit, those left out that the conversation has. None is made up. */
export async function* suggestTags(help: Help, has: readonly string[]): Helping {
  const { db, orgId, conversationId, asker, signal } = help
  const { turns, tags } = await db.withOrg(orgId, async (tx) => ({
    turns: await readTurns(tx, conversationId, { upToSeq: null, limit: TURNS }),
    tags: (await listTags(tx)).filter((tag) => !has.includes(tag)),
  }))
  if (turns.length === 0) return yield failed('nothing_said', 'Nothing was said in words so far.')
  if (tags.length === 0) return yield failed('no_tags', 'The org has no other tags.')
  const answer = await askValue(asker, tagsRequest(turns, tags), signal)
  if ('fault' in answer) yield failed(answer.fault, answer.reason)
  else yield done({ tags: readTags(answer.value, tags) })
}
