import { type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { Job } from '../job/enqueue.ts'

const ADD = statement(`
  insert into mail (org_id, id, conversation_id, sealed, until) values ($1, $2, $3, $4, $5)`)
// The mail's own id is the job's: there is one.
const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at) values ($1, $2, $3, $4, now())`)
const OPEN = statement(`
  select sealed, until < now() as "isLate", conversation_id as "conversationId" from mail
  where org_id = $1 and id = $2 and status = 'due'`)
const END = statement(`
  update mail set status = $3, fault = $4, sealed = null, ended_at = now()
  where org_id = $1 and id = $2 and status = 'due'`)

const SEALED_AS = 'mail'

export type MailText = { to: string; subject: string; text: string }

type NewMail = { conversationId: Id; mail: MailText; until: Date }

/** Queues a mail: it is sent if and only if the transaction is committed, and at least once. */
export async function queueMail(
  tx: OrgTx,
  keys: Keys,
  { conversationId, mail, until }: NewMail,
): Promise<void> {
  const id = newId()
  const sealed = keys.sealSecret({ orgId: tx.orgId, ownerId: id, name: SEALED_AS }, JSON.stringify(mail))
  await tx.query(ADD, [tx.orgId, id, conversationId, sealed, until])
  const job: Job = { kind: 'send_mail' }
  await tx.query(PLANT, [tx.orgId, id, job.kind, encode(job)])
}

export type OpenMail = { mail: MailText; isLate: boolean; conversationId: Id | null }

/** A mail that is still to be sent, in the clear; null: it is over. */
export async function openMail(tx: OrgTx, keys: Keys, id: Id): Promise<OpenMail | null> {
  const { rows } = await tx.query<{ sealed: Buffer; isLate: boolean; conversationId: Id | null }>(OPEN, [
    ...[tx.orgId, id],
  ])
  const [row] = rows
  if (!row) return null
  const { sealed, ...rest } = row
  const plain = keys.unsealSecret({ orgId: tx.orgId, ownerId: id, name: SEALED_AS }, sealed)
  return { mail: JSON.parse(plain) as MailText, ...rest }
}

type Ended = { status: 'sent' | 'failed' | 'late'; fault: string | null }

/** Writes down how it ended; what it said is gone. */
export async function endMail(tx: OrgTx, id: Id, { status, fault }: Ended): Promise<void> {
  await tx.query(END, [tx.orgId, id, status, fault])
}
