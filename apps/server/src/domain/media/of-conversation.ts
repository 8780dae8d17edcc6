import { fileOf, type Id, isId, type JournalEntry } from '@hilo/protocol'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const HERE = statement(`
  select count(*)::int as count from media
  where org_id = $1 and conversation_id = $2 and id = any ($3::uuid[]) and status = 'stored'`)
const KEEP = statement(`
  update media set unsent_until = null where org_id = $1 and conversation_id = $2 and id = any ($3::uuid[])`)

type Conversation = { orgId: Id; conversationId: Id }

/** False when one of the files that a turn says is not here, or belongs to another conversation. */
export async function hasSaidFiles(
  db: Database,
  { orgId, conversationId }: Conversation,
  entries: readonly JournalEntry[],
): Promise<boolean> {
  const ids = new Set(entries.flatMap(mediaIdsOf))
  if (ids.size === 0) return true
  if (![...ids].every(isId)) return false
  const [found] = await db.flight(orgId, [{ statement: HERE, values: [orgId, conversationId, [...ids]] }])
  return found?.rows[0]?.count === ids.size
}

/** Keeps the file of an entry, if it has one, as long as its conversation: a message carries it now. */
export async function keepSaidFile(tx: OrgTx, conversationId: Id, entry: JournalEntry): Promise<void> {
  const ids = mediaIdsOf(entry)
  if (ids.length > 0) await tx.query(KEEP, [tx.orgId, conversationId, ids])
}

function mediaIdsOf({ content }: JournalEntry): string[] {
  const mediaId = content && fileOf(content)?.mediaId
  return mediaId === undefined ? [] : [mediaId]
}
