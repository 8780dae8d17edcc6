import type { Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from './contact.ts'
import { hasWords, termFor, wholeOf, wholeTerm, wordsOf } from './terms.ts'

/** Whom two letters find may be too many to be shown: the newest are. */
const CANDIDATES_MAX = 2_000

// Who stands under all of them.
const BY_TERMS = `
  select contact_id from contact_term where org_id = $1 and term = any($2::bytea[])
  group by contact_id having count(*) = $3 order by contact_id desc limit ${CANDIDATES_MAX}`
const IDS = statement(`select contact_id as id, null as profile from (${BY_TERMS}) t`)
const PROFILES = statement(`
  select p.id, p.profile from (${BY_TERMS}) t join contact p on p.org_id = $1 and p.id = t.contact_id`)
const BY_ADDRESS = statement(`
  select contact_id as id from identity
  where org_id = $1 and channel = any($2::text[]) and address_hash = any($3::bytea[])`)

/**
 * The contacts whose names begin with these words, or who have this address. A number is found however it is
 * written; an id of a platform, and an e-mail address that a micro-backend noted, only whole.
 */
export async function searchContacts(tx: OrgTx, keys: Keys, search: string): Promise<Id[]> {
  const [named, addressed] = [await byTerms(tx, keys, search), await byAddress(tx, keys, search)]
  return [...new Set([...named, ...addressed])]
}

async function byTerms(tx: OrgTx, keys: Keys, search: string): Promise<Id[]> {
  const whole = wholeOf(search)
  const words = whole === null ? wordsOf(search) : []
  const terms = whole === null ? words.flatMap((word) => termFor(word) ?? []) : [wholeTerm(whole)]
  const hashes = [...new Set(terms)].map((term) => keys.hashTerm(tx.orgId, term))
  if (hashes.length === 0) return []
  // A beginning that is a term says all; a longer one has to be looked for in the names.
  const isTold = words.every((word) => word === termFor(word))
  const { rows } = await tx.query<{ id: Id; profile: Buffer }>(isTold ? IDS : PROFILES, [
    ...[tx.orgId, hashes, hashes.length],
  ])
  return rows.flatMap(({ id, profile }) => (isTold || hasWords(decode<Profile>(profile), words) ? [id] : []))
}

/** A visitor's address is the secret of a browser: nobody is found by it. */
async function byAddress(tx: OrgTx, keys: Keys, search: string): Promise<Id[]> {
  const id = search.trim()
  if (id.length < 6 || /\s/.test(id.replace(/^[+\d\s().-]+$/, ''))) return []
  const digits = wholeOf(id)?.match(/^\d+$/)?.[0] ?? id
  const hashes = [
    keys.hashAddress('whatsapp', 'wa_id', digits),
    keys.hashAddress('whatsapp', 'bsuid', id),
    keys.hashAddress('whatsapp', 'parent_bsuid', id),
    keys.hashAddress('messenger', 'psid', id),
    keys.hashAddress('instagram', 'igsid', id),
  ]
  const channels = ['whatsapp', 'messenger', 'instagram']
  const { rows } = await tx.query<{ id: Id }>(BY_ADDRESS, [tx.orgId, channels, hashes])
  return rows.map((row) => row.id)
}
