import type { Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from './contact.ts'
import { termsOf } from './terms.ts'

/** So many at a time: a search waits for no more. */
const BATCH = 250

// The newest first: who wrote last is searched for most. What is being changed is read after that.
const TAKE = statement(`
  select id, profile from contact
  where org_id = $1 and (indexed_at is null or indexed_at < updated_at)
  order by id desc limit ${BATCH} for no key update skip locked`)
const CLEAR = statement('delete from contact_term where org_id = $1 and contact_id = any($2::uuid[])')
const ADD = statement(`
  insert into contact_term (org_id, contact_id, term)
  select $1, t.contact_id, t.term from unnest($2::uuid[], $3::bytea[]) as t (contact_id, term)
  on conflict do nothing`)
const MARK = statement(`
  update contact set indexed_at = updated_at where org_id = $1 and id = any($2::uuid[])`)

/**
 * Brings the terms of some contacts to what their profiles say now. Safe to repeat, and beside itself.
 *
 * @returns whether there may be more
 */
export async function indexContacts(tx: OrgTx, keys: Keys): Promise<boolean> {
  const { orgId } = tx
  const { rows } = await tx.query<{ id: Id; profile: Buffer }>(TAKE, [orgId])
  if (rows.length === 0) return false
  const ids = rows.map(({ id }) => id)
  const terms = rows.flatMap(({ id, profile }) =>
    termsOf(decode<Profile>(profile)).map((term) => ({ id, hash: keys.hashTerm(orgId, term) })),
  )
  await tx.query(CLEAR, [orgId, ids])
  await tx.query(ADD, [orgId, terms.map(({ id }) => id), terms.map(({ hash }) => hash)])
  await tx.query(MARK, [orgId, ids])
  return rows.length === BATCH
}
