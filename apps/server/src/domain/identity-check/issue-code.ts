import { randomInt } from 'node:crypto'
import { newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { type MailText, queueMail } from '../mail/mail.ts'
import type { CheckRow } from './identity-check.ts'

const LATELY = statement(`
  select count(*)::int as org, count(*) filter (where contact_id = $2)::int as contact,
    count(*) filter (where address_hash = $3)::int as address
  from identity_code where org_id = $1 and created_at > now() - interval '1 hour'`)
const COUNT = statement(`
  insert into identity_code (org_id, id, conversation_id, contact_id, address_hash)
  values ($1, $2, $3, $4, $5)`)
const ISSUE = statement(`
  update identity_check set status = 'code', address = $3, address_hash = $4, code_hash = $5, tries = 0,
    codes = codes + 1, code_expires_at = $6
  where org_id = $1 and id = $2`)

export const CODE_MINUTES = 10
/** Codes in an hour, and for one question. */
const MAX = { org: 300, contact: 5, address: 5, check: 3 }

/** Words of the mail; the code stands in it alone. */
export type WriteMail = (about: { language: string; code: string; from: string }) => Omit<MailText, 'to'>

/**
 * Sends a code to an address, in place of the one before. Whether anybody knows the address makes no
 * difference, so nothing is told by it. @returns false when there were too many lately
 */
export async function issueCode(
  tx: OrgTx,
  { keys, writeMail }: { keys: Keys; writeMail: WriteMail },
  { check, address }: { check: CheckRow; address: string },
): Promise<boolean> {
  const { id, conversationId, contactId, language, inboxName } = check
  const addressHash = keys.hashAddress('mail', tx.orgId, address)
  const { rows } = await tx.query<Omit<typeof MAX, 'check'>>(LATELY, [tx.orgId, contactId, addressHash])
  const lately = rows[0] ?? { org: 0, contact: 0, address: 0 }
  const isTooMany = lately.org >= MAX.org || lately.contact >= MAX.contact || lately.address >= MAX.address
  if (isTooMany || check.codes >= MAX.check) return false
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const until = new Date(Date.now() + CODE_MINUTES * 60_000)
  await tx.query(COUNT, [tx.orgId, newId(), conversationId, contactId, addressHash])
  const sealed = [encode(address), addressHash, hashOf(keys, check, code), until]
  await tx.query(ISSUE, [tx.orgId, id, ...sealed])
  const mail = { to: address, ...writeMail({ language, code, from: inboxName }) }
  await queueMail(tx, keys, { conversationId, mail, until })
  return true
}

/** Keyed, and bound to its question: six digits alone could be guessed from a hash. */
export function hashOf(keys: Keys, { id }: Pick<CheckRow, 'id'>, code: string): Buffer {
  return keys.hashAddress('code', id, code)
}
