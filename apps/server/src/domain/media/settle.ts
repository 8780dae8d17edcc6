import type { Id, MediaFailure } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockConversation } from '../conversation/lock.ts'
import type { MediaKind } from '../job/enqueue.ts'
import { plantWords } from '../media-words/plant.ts'
import type { Media } from './media.ts'

// The job ends with it. Whoever comes second finds the row settled, and changes nothing.
const SETTLE = statement(`
  with done as (delete from job where org_id = $1 and id = $3), conv as (
    update conversation c set version = c.version + 1
    where c.org_id = $1 and c.id = $4 and exists (
      select from media where org_id = $1 and id = $2 and status = 'due')
    returning c.version
  ), kept as (
    update media set status = $5, mime_type = coalesce($6, mime_type), size = $7, sha256 = $8, failure = $9
    from conv where org_id = $1 and id = $2
    returning message_id
  ), shown as (
    update message m set media_version = conv.version from conv, kept
    where m.org_id = $1 and m.id = kept.message_id
  )
  select version from conv`)

export type Fetched =
  | { type: 'stored'; mimeType: string; size: number; sha256: string }
  | { type: 'failed'; failure: MediaFailure }

/**
 * Says how the fetching of a file ended, and ends its job. The open page is told by the conversation's
 * version.
 *
 * @returns the conversation's new version; null when the file was settled or deleted meanwhile.
 */
export async function settleMedia(
  db: Database,
  { orgId, jobId, media, kind }: { orgId: Id; jobId: Id; media: Media; kind: MediaKind },
  fetched: Fetched,
): Promise<number | null> {
  const stored = fetched.type === 'stored' ? fetched : null
  const failure = fetched.type === 'failed' ? fetched.failure : null
  const [, result] = await db.flight(orgId, [
    lockConversation(orgId, media.conversationId),
    {
      statement: SETTLE,
      values: [
        ...[orgId, media.id, jobId, media.conversationId, fetched.type],
        ...[stored?.mimeType ?? null, stored?.size ?? null],
        ...[stored ? Buffer.from(stored.sha256, 'hex') : null, failure],
      ],
    },
    ...(stored ? plantWords(orgId, media.id, kind) : []),
  ])
  return (result?.rows[0]?.version as number | undefined) ?? null
}
