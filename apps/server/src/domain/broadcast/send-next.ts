import type { ChannelType, Content, Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from '../contact/contact.ts'
import { queueMessage } from '../message/queue.ts'
import { findPermission } from '../permission/find.ts'
import { findTemplate, isApproved } from '../template/template.ts'
import { lockBroadcast, type UnderWay } from './broadcast.ts'
import { conversationFor, leaveAsItWas } from './conversation-for.ts'
import { fillForContact } from './fill.ts'

const NEXT = statement(`
  select r.contact_id as "contactId", p.profile from broadcast_recipient r
  join contact p on p.org_id = r.org_id and p.id = r.contact_id
  where r.org_id = $1 and r.broadcast_id = $2 and r.status = 'queued'
  order by r.place limit 1 for update of r`)
const DECIDE = statement(`
  update broadcast_recipient set status = $4, rule = $5, reason = $6, message_id = $7, decided_at = now()
  where org_id = $1 and broadcast_id = $2 and contact_id = $3`)

export type Sent =
  | { type: 'made'; conversationId: Id; version: number }
  | { type: 'refused' }
  /** Its template may not be sent any more. */
  | { type: 'template_gone' }
  /** It was paused or cancelled. */
  | { type: 'stopped' }
  /** Nobody is left. */
  | { type: 'served' }

type Ways = { channel: ChannelType; partsOf: (content: Content) => readonly Content[] }

/**
 * Makes the message of the next recipient, or writes down why there is none: template, values and permission
 * are looked at now, whatever the preview said. All of it is one transaction with the recipient's row, so a
 * contact gets a broadcast once, whatever dies.
 */
export async function sendNext(tx: OrgTx, broadcastId: Id, ways: Ways): Promise<Sent> {
  const broadcast = await lockBroadcast(tx, broadcastId, 'send')
  if (broadcast?.status !== 'running') return { type: 'stopped' }
  const template = await findTemplate(tx, broadcast.templateId)
  if (!template || !isApproved(template)) return { type: 'template_gone' }
  const { rows } = await tx.query<{ contactId: Id; profile: Buffer }>(NEXT, [tx.orgId, broadcastId])
  const [next] = rows
  if (!next) return { type: 'served' }
  const { contactId } = next
  const refuse = async (rule: string, reason: string): Promise<Sent> => {
    await tx.query(DECIDE, [tx.orgId, broadcastId, contactId, 'refused', rule, encode(reason), null])
    return { type: 'refused' }
  }
  const filled = fillForContact(template, broadcast.plan.values, decode<Profile>(next.profile))
  if ('reason' in filled) return refuse('values', filled.reason)
  const { content } = filled
  // Who gets a broadcast has not asked for it just now, so an open window allows nothing.
  const subject = { contactId, channel: ways.channel }
  const permitted = await findPermission(tx, { ...subject, content, isWindowOpen: false })
  if (permitted.type === 'refused') return refuse(permitted.rule, permitted.reason)
  const basis = permitted.type === 'rests_on' ? permitted : null
  return make(tx, broadcast, { contactId, content, basis, parts: ways.partsOf(content).length })
}

type Made = {
  contactId: Id
  content: Content
  basis: Parameters<typeof queueMessage>[1]['basis']
  parts: number
}

async function make(
  tx: OrgTx,
  { id, inboxId }: UnderWay,
  { contactId, content, basis, parts }: Made,
): Promise<Sent> {
  const place = await conversationFor(tx, { inboxId, contactId })
  const { conversationId } = place
  const message = await queueMessage(tx, {
    ...{ conversationId, author: 'system', memberId: null, replyTo: null, content, parts },
    basis: basis ?? null,
    clientId: `broadcast:${id}`,
  })
  await leaveAsItWas(tx, place)
  await tx.query(DECIDE, [tx.orgId, id, contactId, 'made', null, null, message.id])
  return { type: 'made', conversationId, version: message.version }
}
