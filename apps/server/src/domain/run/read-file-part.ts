import { isId } from '@hilo/protocol'
import type { FilePart } from '@hilo/runtime'
import type { BlobStore } from '../../blobs/blob-store.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readMedia } from '../media/read.ts'
import type { ClaimedRun } from './run.ts'

/** So much of a file is in the server's memory for each read of a process. */
const PART_BYTES = 256 * 1024

const BELONGS = statement('select from media where org_id = $1 and id = $2 and conversation_id = $3')

const UNKNOWN: FilePart = { type: 'none', reason: 'There is no such file in this conversation.' }

/**
 * A part of a file for the code of a run: of its own conversation and no other, for the id comes from the
 * code. Rejects when the database does not answer.
 */
export async function readFilePart(
  { db, blobs }: { db: Database; blobs: BlobStore },
  { orgId, conversationId }: Pick<ClaimedRun, 'orgId' | 'conversationId'>,
  { id, offset }: { id: string; offset: number },
): Promise<FilePart> {
  if (!isId(id)) return UNKNOWN
  const [belongs] = await db.flight(orgId, [{ statement: BELONGS, values: [orgId, id, conversationId] }])
  if (belongs?.rows.length !== 1) return UNKNOWN
  const range = { start: offset, end: offset + PART_BYTES - 1 }
  const found = await readMedia({ db, blobs }, { orgId, id }, range)
  if (found.type !== 'stored') return found
  const bytes = await bytesOf(found.bytes)
  return bytes
    ? { type: 'part', size: found.media.size ?? 0, bytes }
    : { type: 'none', reason: 'This file cannot be read just now.' }
}

/** Null when the disk does not give them: that is for the step to try again, and no fault of the turn. */
async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  try {
    const parts: Uint8Array[] = []
    for await (const part of stream) parts.push(part)
    return Buffer.concat(parts)
  } catch {
    return null
  }
}
