import type { Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { readSigned, signParts } from './signed.ts'

/**
 * Links by which the browser of a widget's visitor reads the files of their conversation, for five minutes.
 * A link names the visitor by the hash of their secret, so what it is good for is looked up whenever it is
 * used: a file that was deleted, or a contact that is no more, ends it.
 */

const LINK_MS = 5 * 60_000
const PURPOSE = 'visitor media'

// What nobody has sent is nobody's yet.
const OWN = statement(`
  select 1 from media m
  join conversation c on c.org_id = m.org_id and c.id = m.conversation_id
  join identity i on i.org_id = c.org_id and i.contact_id = c.contact_id
  where m.org_id = $1 and m.id = $2 and m.status = 'stored' and m.unsent_until is null
    and i.channel = 'web' and i.address_hash = $3`)

/** A file, and the visitor who asks for it. */
export type VisitorFile = { orgId: Id; id: Id; addressHash: Buffer }

/** A path on this server. It asks nothing: whether the file is the visitor's, its use shows. */
export function linkForVisitor(keys: Keys, { orgId, id, addressHash }: VisitorFile): string {
  const until = String(Date.now() + LINK_MS)
  const token = signParts(keys, PURPOSE, [orgId, id, addressHash.toString('base64url'), until])
  return `/widget/v1/media/${token}`
}

/** What a link's token stands for; null when it is none of ours, or over. */
export function readVisitorToken(keys: Keys, token: string): VisitorFile | null {
  const [orgId = '', id = '', hash = '', until] = readSigned(keys, PURPOSE, token) ?? []
  if (!(Number(until) > Date.now())) return null
  return { orgId, id, addressHash: Buffer.from(hash, 'base64url') }
}

/** Whether the file is here, and a message in a conversation of this visitor carries it. */
export async function isOfVisitor(db: Database, { orgId, id, addressHash }: VisitorFile): Promise<boolean> {
  const [found] = await db.flight(orgId, [{ statement: OWN, values: [orgId, id, addressHash] }])
  return (found?.rows.length ?? 0) > 0
}
