import { AppError, type ContentOf, type Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { keepChecked } from './keep-upload.ts'
import type { Ground } from './store-file.ts'

/** What a visitor may bring in an hour: enough for a claim with its pictures, too little to fill a disk. */
const HOUR_MAX = { files: 20, bytes: 200 * 1_048_576 }

const OPEN = statement(`
  select c.id as "conversationId" from identity i
  join conversation c on c.org_id = i.org_id and c.contact_id = i.contact_id and c.inbox_id = $2
  where i.org_id = $1 and i.channel = 'web' and i.address_hash = $3 and c.status = 'open'`)
// A file of a member waits without a message for a while, and has none afterwards either: it counts too, as
// who brings many files at once meets the limit sooner and not later.
const LATELY = statement(`
  select count(*)::int as files, coalesce(sum(size), 0)::float8 as bytes from media
  where org_id = $1 and conversation_id = $2 and created_at > now() - interval '1 hour'
    and (message_id is not null or unsent_until is not null)`)

/** A visitor of a widget, found by the hash of their secret. */
export type Visiting = { orgId: Id; inboxId: Id; addressHash: Buffer }
type File = { filename: string; size: number | null; bytes: AsyncIterable<Uint8Array> }

/**
 * Takes in a file that a visitor sends into their conversation, as their message will say it. It stands
 * unsent until that message is received, so one that breaks off is removed like any other.
 *
 * @throws AppError `conflict` without an open conversation; `too_many_requests`; `invalid_request` when the
 * file is empty, too large, broken off or not what its name says
 */
export async function keepVisitorFile(
  ground: Ground,
  visiting: Visiting,
  file: File,
): Promise<ContentOf<'media'>> {
  const { orgId } = visiting
  const conversationId = await openConversation(ground.db, visiting)
  await checkRate(ground.db, { orgId, conversationId, size: file.size ?? 0 })
  const { mediaId, kind, mimeType, filename } = await keepChecked(ground, { orgId, conversationId }, file)
  return { type: 'media', kind, mediaId, mimeType, filename }
}

async function openConversation(db: Database, { orgId, inboxId, addressHash }: Visiting): Promise<Id> {
  const [found] = await db.flight(orgId, [{ statement: OPEN, values: [orgId, inboxId, addressHash] }])
  const conversationId = found?.rows[0]?.conversationId as Id | undefined
  if (conversationId) return conversationId
  throw new AppError('conflict', 'Write a message first: a file belongs to a conversation.')
}

type Bringing = { orgId: Id; conversationId: Id; size: number }

async function checkRate(db: Database, { orgId, conversationId, size }: Bringing): Promise<void> {
  const [counted] = await db.flight(orgId, [{ statement: LATELY, values: [orgId, conversationId] }])
  const { files = 0, bytes = 0 } = (counted?.rows[0] ?? {}) as { files?: number; bytes?: number }
  if (files < HOUR_MAX.files && bytes + size <= HOUR_MAX.bytes) return
  throw new AppError('too_many_requests', 'These are many files for an hour. Send the next ones later.')
}
