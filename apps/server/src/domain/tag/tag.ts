import { type Id, newId } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// Kept from being deleted or renamed until it is on the conversation; others may put it on theirs.
const FIND = statement('select id from tag where org_id = $1 and name = $2 for key share')
// Waits for another transaction that makes the same tag, and then leaves it as it is.
const MAKE = statement(`
  insert into tag (org_id, id, name) values ($1, $2, $3) on conflict (org_id, name) do nothing`)
const PUT = statement(`
  insert into conversation_tag (org_id, conversation_id, tag_id) values ($1, $2, $3)
  on conflict (org_id, conversation_id, tag_id) do nothing returning 1`)
const TAKE = statement(`
  delete from conversation_tag ct using tag t
  where ct.org_id = $1 and ct.conversation_id = $2 and t.org_id = $1 and t.id = ct.tag_id and t.name = $3
  returning 1`)

/** Puts a tag on a conversation; a name that is new becomes a tag of the org. @returns false when it was there */
export async function putTag(tx: OrgTx, conversationId: Id, name: string): Promise<boolean> {
  const tagId = (await keepTag(tx, name)) ?? (await makeTag(tx, name))
  const { rows: put } = await tx.query(PUT, [tx.orgId, conversationId, tagId])
  return put.length > 0
}

/** Takes a tag off a conversation. @returns false when it was not there */
export async function takeTag(tx: OrgTx, conversationId: Id, name: string): Promise<boolean> {
  const { rows } = await tx.query(TAKE, [tx.orgId, conversationId, name])
  return rows.length > 0
}

// A known tag is not written: one conversation that gets it would wait for the other.
async function keepTag(tx: OrgTx, name: string): Promise<Id | null> {
  const { rows } = await tx.query<{ id: Id }>(FIND, [tx.orgId, name])
  return rows[0]?.id ?? null
}

async function makeTag(tx: OrgTx, name: string): Promise<Id> {
  for (;;) {
    await tx.query(MAKE, [tx.orgId, newId(), name])
    // Another made it, and it may be gone again.
    const tagId = await keepTag(tx, name)
    if (tagId !== null) return tagId
  }
}
