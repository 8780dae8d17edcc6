import { type Id, isId } from '@hilo/protocol'
import { isRetryable, isUniqueViolation } from '../../db/connection.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { giveToPeople } from '../conversation/give-to-people.ts'
import { recordEvent } from '../conversation/record.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { attachExpected } from '../media/expect.ts'
import { admission } from './admit.ts'
import { type Inbound, isSilent, type ReceiveContext } from './inbound.ts'
import { queueMessage } from './queue.ts'

// What was sent from here comes back too, sometimes before the answer to the send is stored.
const OURS = statement(`
  select 1 from delivery where org_id = $1 and inbox_id = $2 and external_id = $3
  union all
  select 1 from delivery where org_id = $1 and inbox_id = $2 and id = $4`)
const OPEN = statement(`
  select c.id, c.holder from identity i
  join conversation c on c.org_id = i.org_id and c.contact_id = i.contact_id
  where i.org_id = $1 and i.channel = $2 and i.address_hash = $3 and c.inbox_id = $4 and c.status = 'open'
  for update of c`)

const ATTEMPTS_MAX = 5

/** `opaque`: our id of the delivery, where the platform gives it back. */
type Echo = { message: Inbound; opaque: string | null }

export type Echoed = { conversationId: Id; version: number }

/**
 * Takes in what the business wrote elsewhere: in the phone app, or in the inbox of its page. It is a message
 * of a person: it takes the turn, and cancels what a micro-backend has not sent. `message.sender` is the
 * contact it went to.
 *
 * @returns null when it was sent from here, or is known already.
 */
export async function receiveEcho(context: ReceiveContext, inbox: Inbox, echo: Echo): Promise<Echoed | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await context.db.withOrg(inbox.orgId, (tx) => take(tx, { context, inbox, echo }))
    } catch (error) {
      // Another transaction admitted the same contact, or stored the same message.
      if (attempt === ATTEMPTS_MAX || !(isUniqueViolation(error) || isRetryable(error))) throw error
    }
  }
}

type Taking = { context: ReceiveContext; inbox: Inbox; echo: Echo }

async function take(
  tx: OrgTx,
  { context, inbox, echo: { message, opaque } }: Taking,
): Promise<Echoed | null> {
  const { externalId, content, replyTo, sentAt } = message
  const sentBy = [inbox.id, externalId, isId(opaque) ? opaque : null]
  const ours = await tx.query(OURS, [tx.orgId, ...sentBy])
  if (ours.rows.length > 0) return null
  let isKnown = false
  for (const { statement: step, values } of admission(context, inbox, message)) {
    const { rows } = await tx.query<{ known?: boolean }>(step, values)
    isKnown = rows[0]?.known === true
  }
  if (isKnown) return null
  const conversation = await openOf(tx, { context, inbox, message })
  if (conversation.holder !== 'human' && !isSilent(message)) {
    await giveToPeople(tx, conversation.id)
    const told = { type: 'taken_over', memberId: null, data: { elsewhere: true } } as const
    await recordEvent(tx, { conversationId: conversation.id, ...told })
  }
  const { id, version } = await queueMessage(tx, {
    ...{ conversationId: conversation.id, author: 'agent', memberId: null, content, clientId: null },
    ...{ externalId, sentAt, parts: 0, replyTo: replyTo === null ? null : { id: null, externalId: replyTo } },
  })
  await attachExpected(tx, inbox, { ...message, id })
  return { conversationId: conversation.id, version }
}

async function openOf(tx: OrgTx, { context, inbox, message }: Omit<Taking, 'echo'> & { message: Inbound }) {
  const [address] = message.sender
  const hash = address && context.keys.hashAddress(inbox.channel, address.kind, address.value)
  const { rows } = await tx.query<{ id: Id; holder: string }>(OPEN, [
    ...[tx.orgId, inbox.channel, hash ?? null, inbox.id],
  ])
  const [row] = rows
  if (!row) throw new Error('A contact was admitted and has no open conversation.')
  return row
}
