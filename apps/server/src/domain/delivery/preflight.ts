import {
  type Alternative,
  AppError,
  type ChannelType,
  type Content,
  type Id,
  type Preflight,
  type Purpose,
} from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readAddresses, toAddresses } from '../contact/addresses.ts'
import { type LockedConversation, lockedConversation } from '../conversation/conversation.ts'
import { windowOf } from '../conversation/window.ts'
import { purposeOf } from '../permission/permission.ts'
import { findTemplate } from '../template/template.ts'
import { judge, type Verdict } from './judge.ts'
import { priceOf } from './price.ts'

// Where the same contact can be answered at once; what they wrote last first.
const ELSEWHERE = statement(`
  select c.id as "conversationId", i.channel
  from conversation c join inbox i on i.org_id = c.org_id and i.id = c.inbox_id
  where c.org_id = $1 and c.contact_id = $2 and c.status = 'open' and c.id <> $3
    and (c.window_closes_at > now() or i.channel = 'web')
  order by c.last_message_at desc limit 3`)

/**
 * Whether a member could send a message now: by which rule or why not, until when, at what price, and what
 * may be done instead. Nothing is written but a permission that follows from the contact's own message.
 *
 * @throws AppError `not_found`, also for a template of another inbox.
 */
export async function preflight(
  tx: OrgTx,
  { conversationId, templateId }: { conversationId: Id; templateId?: Id | undefined },
): Promise<Preflight> {
  const conversation = await lockedConversation(tx, conversationId)
  const content = await contentOf(tx, conversation, templateId)
  const verdict = await judge(tx, conversation, { content, by: 'member' })
  const { rule, until, reason } = verdict
  const isDeliverable = reason === null
  const purpose = content.type === 'template' ? purposeOf(content.category) : verdict.purpose
  return {
    ...{ isDeliverable, rule, reason, purpose, until: until?.toISOString() ?? null },
    windowOpenedBy: conversation.windowOpenedBy,
    price: await price(tx, conversation, purpose),
    alternatives: isDeliverable ? [] : await alternativesTo(tx, conversation, verdict),
  }
}

async function contentOf(
  tx: OrgTx,
  { inboxId }: LockedConversation,
  templateId: Id | undefined,
): Promise<Content> {
  if (templateId === undefined) return { type: 'text', text: '' }
  const template = await findTemplate(tx, templateId)
  if (template?.inboxId !== inboxId) throw new AppError('not_found', 'This inbox has no such template.')
  const { name, language, category } = template
  return { type: 'template', name, language, category, text: '', buttons: [], values: {} }
}

async function price(tx: OrgTx, conversation: LockedConversation, purpose: Purpose) {
  const { channel, isWindowOpen } = windowOf(conversation)
  const { statement: read, values } = readAddresses(tx.orgId, conversation.id)
  const addresses = toAddresses(await tx.query(read, values))
  return priceOf({ channel, purpose, isWindowOpen, addresses, at: new Date() })
}

async function alternativesTo(
  tx: OrgTx,
  { id, contactId, channel, windowClosesAt, agentWindowClosed }: LockedConversation,
  { rule }: Verdict,
): Promise<Alternative[]> {
  if (rule === 'conversation_closed') return [{ type: 'reopen' }]
  if (rule === 'thread_held') return [{ type: 'take_thread' }]
  if (rule === 'opt_in_missing') return [{ type: 'opt_in' }]
  if (rule === 'opted_out') return [{ type: 'wait' }]
  const { rows } = await tx.query<{ conversationId: Id; channel: ChannelType }>(ELSEWHERE, [
    ...[tx.orgId, contactId, id],
  ])
  const mayAsk = channel !== 'whatsapp' && windowClosesAt !== null && agentWindowClosed === false
  return [
    ...(channel === 'whatsapp' ? [{ type: 'template' as const }] : []),
    ...rows.map((row) => ({ type: 'other_channel' as const, ...row })),
    ...(mayAsk ? [{ type: 'human_agent' as const }] : []),
    { type: 'wait' },
  ]
}
