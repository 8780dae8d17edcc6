import type { Id, MediaWordsFailure } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockConversation } from '../conversation/lock.ts'

// The job ends with it. What was withdrawn meanwhile is not there any more, and nothing is written.
const SETTLE = statement(`
  with done as (delete from job where org_id = $1 and id = $2), conv as (
    update conversation c set version = c.version + 1
    where c.org_id = $1 and c.id = $3 and exists (
      select from media_words w join media f on f.org_id = w.org_id and f.id = w.media_id
      where w.org_id = $1 and w.media_id = $2 and w.status = 'due' and f.status = 'stored')
    returning c.version
  ), kept as (
    update media_words set status = $5, words = $6, language = $7, seconds = $8, provider = $9, model = $10,
      failure = $11, settled_at = now()
    from conv where org_id = $1 and media_id = $2
    returning media_id
  ), shown as (
    update message m set media_version = conv.version from conv, kept
    where m.org_id = $1 and m.id = $4
  )
  select version from conv`)

/** How it ended: the words, or why there are none. */
export type Worded = {
  seconds: number | null
  provider: string | null
  model: string | null
} & ({ type: 'done'; text: string; language: string | null } | { type: 'failed'; failure: MediaWordsFailure })

type Place = { orgId: Id; mediaId: Id; conversationId: Id; messageId: Id }

/**
 * Keeps the words for a file, and ends its job: once, whoever comes second changes nothing.
 *
 * @returns the conversation's new version; null when nobody wants them any more
 */
export async function settleWords(db: Database, place: Place, worded: Worded): Promise<number | null> {
  const { orgId, mediaId, conversationId, messageId } = place
  const { type, seconds, provider, model } = worded
  const said = worded.type === 'done' ? [encode(worded.text), worded.language] : [null, null]
  const failure = worded.type === 'failed' ? worded.failure : null
  const values = [orgId, mediaId, conversationId, messageId, type, ...said, seconds, provider, model, failure]
  const [, result] = await db.flight(orgId, [
    lockConversation(orgId, conversationId),
    { statement: SETTLE, values },
  ])
  return (result?.rows[0]?.version as number | undefined) ?? null
}
