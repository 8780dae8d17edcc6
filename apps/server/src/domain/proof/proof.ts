import { type Id, newId } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const KEEP_SIGNED = statement(`
  insert into proof (org_id, id, kind, contact_id, inbox_id, value, expires_at)
  values ($1, $2, 'signed', $3, $4, $5, $6)
  on conflict (org_id, inbox_id, contact_id) where kind = 'signed'
  do update set value = excluded.value, proven_at = now(), expires_at = excluded.expires_at
  returning xmax = 0 as "isNew"`)
const KEEP_EMAIL = statement(`
  insert into proof (org_id, id, kind, contact_id, inbox_id, conversation_id, value, expires_at)
  values ($1, $2, 'email', $3, $4, $5, $6, now() + interval '1 hour')
  on conflict (org_id, conversation_id) where kind = 'email'
  do update set value = excluded.value, proven_at = now(), expires_at = excluded.expires_at`)
// What a call was asked for under holds for that call, however long somebody thinks about it.
const LIVE = statement(`
  select p.kind, p.value from conversation c
  join proof p on p.org_id = c.org_id and p.contact_id = c.contact_id and p.inbox_id = c.inbox_id
    and (p.conversation_id is null or p.conversation_id = c.id)
  where c.org_id = $1 and c.id = $2 and p.expires_at > coalesce(
    (select t.created_at from ai_tool_call t where t.org_id = $1 and t.id = $3), now()) order by p.kind`)

/** What a site's own server said of a contact. */
export type SignedProof = { externalId: string; name: string | null; email: string | null }

/** What is known for certain of who writes in a conversation, as long as it holds. */
export type Proven = {
  /** By which the site knows them; null: no signed identity is good now. */
  externalId: string | null
  /** An address that is theirs: a code was read there, or their site says so. */
  email: string | null
}

type Signed = SignedProof & { id: Id; contactId: Id; inboxId: Id; expiresAt: Date }

/** Keeps what a token said, in place of what the one before it did. @returns whether it is the first */
export async function keepSignedProof(
  tx: OrgTx,
  { id, contactId, inboxId, expiresAt, ...said }: Signed,
): Promise<boolean> {
  const value: SignedProof = said
  const values = [tx.orgId, id, contactId, inboxId, encode(value), expiresAt]
  const { rows } = await tx.query<{ isNew: boolean }>(KEEP_SIGNED, values)
  return rows[0]?.isNew === true
}

type Shown = { contactId: Id; inboxId: Id; conversationId: Id; email: string }

/** Keeps that a code was read at an address, for an hour. */
export async function keepEmailProof(tx: OrgTx, { contactId, inboxId, conversationId, email }: Shown) {
  const value = encode({ email })
  await tx.query(KEEP_EMAIL, [tx.orgId, newId(), contactId, inboxId, conversationId, value])
}

/** What holds in a conversation: now, or when a call of a tool was asked for. */
export async function provenIn(tx: OrgTx, conversationId: Id, callId: Id | null): Promise<Proven> {
  const { rows } = await tx.query<{ kind: 'signed' | 'email'; value: Buffer }>(LIVE, [
    ...[tx.orgId, conversationId, callId],
  ])
  const values = rows.map(({ value }) => decode<Partial<SignedProof>>(value))
  return {
    externalId: values.find(({ externalId }) => externalId)?.externalId ?? null,
    // What the contact has just shown goes before what their site knows.
    email: values.find(({ email }) => email)?.email ?? null,
  }
}
