import type { Id, MediaFailure } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** The file of one message, as its row says; the bytes are in the blob store. */
export type Media = {
  id: Id
  conversationId: Id
  status: 'due' | 'stored' | 'failed' | 'gone'
  mimeType: string | null
  /** In bytes. */
  size: number | null
  /** In lower-case hexadecimal. */
  sha256: string | null
  filename: string | null
  failure: MediaFailure | null
}

const FIND = statement(`
  select id, conversation_id as "conversationId", status, mime_type as "mimeType", size::float8 as size,
         encode(sha256, 'hex') as sha256, filename, failure
  from media where org_id = $1 and id = $2`)

/** The row of a file; null when the org has none of this id. */
export async function findMedia(db: Database, orgId: Id, id: Id): Promise<Media | null> {
  const [found] = await db.flight(orgId, [{ statement: FIND, values: [orgId, id] }])
  const row = found?.rows[0] as (Omit<Media, 'filename'> & { filename: Buffer | null }) | undefined
  return row ? { ...row, filename: decodeOrNull<string>(row.filename) } : null
}

/** Why a file could not be had, in words. */
export const FAILURE_WORDS: Record<MediaFailure, string> = {
  too_large: 'This file is larger than the channel allows.',
  type: 'This file is of a type that is not taken.',
  expired: 'The platform has this file no longer.',
  damaged: 'This file arrived damaged again and again.',
  unreachable: 'The platform did not hand this file over for a whole day.',
  refused: 'The platform refused to hand this file over.',
}
