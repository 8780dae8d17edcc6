import type { Content, Id, PermissionPurpose } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from '../contact/contact.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Inbound } from '../message/inbound.ts'
import { queueMessage } from '../message/queue.ts'
import { answerTo } from './answer.ts'
import { type Changed, changePermission } from './change.ts'
import { type Keyword, keywordOf } from './keywords.ts'
import { lastRows, standingOf, takenBy } from './standing.ts'

const SAID = statement(`
  select m.id, m.conversation_id as "conversationId", m.created_at as at, p.id as "contactId", p.profile
  from message m join conversation c on c.org_id = m.org_id and c.id = m.conversation_id
  join contact p on p.org_id = c.org_id and p.id = c.contact_id
  where m.org_id = $1 and m.inbox_id = $2 and m.external_id = $3`)

type Said = { id: Id; conversationId: Id; at: Date; contactId: Id; profile: Buffer }
type Heard = Pick<Inbound, 'externalId' | 'content' | 'isSilent'>

export type Heeded = {
  changed: Changed[]
  /** The conversation that was answered; null where nothing was said to the contact. */
  answeredId: Id | null
}

/** What a message asks of the host by being one of its words. */
export function keywordIn(
  { channel, settings }: Pick<Inbox, 'channel' | 'settings'>,
  { content }: Pick<Inbound, 'content'>,
): Keyword | null {
  return keywordOf(channel, content, settings.keywords)
}

/**
 * Does what a stored message asks of the host by a word such as STOP or START, or by the platform: writes it
 * into the ledger, silences what is under way, and answers once how to come back. Safe to repeat after any
 * failure: a message is heeded once. Other messages cost nothing.
 *
 * @returns null when it asks for nothing, or for what holds already.
 */
export async function heedMessage(
  db: Database,
  inbox: Inbox,
  { message, partsOf }: { message: Heard; partsOf: (content: Content) => number },
): Promise<Heeded | null> {
  const { content, externalId } = message
  const keyword = keywordIn(inbox, message)
  const isNotified = content.type === 'system' && content.event === 'optout'
  if (!keyword && !isNotified) return null
  return db.withOrg(inbox.orgId, async (tx) => {
    const { rows } = await tx.query<Said>(SAID, [tx.orgId, inbox.id, externalId])
    const [said] = rows
    if (!said) return null
    const changed = keyword
      ? await heedKeyword(tx, inbox, { said, keyword, content })
      : await change(tx, inbox, { said, content, purposes: ['marketing'], means: 'stop' })
    if (!changed) return null
    // What another app has is answered by that app.
    if (!keyword || message.isSilent) return { changed, answeredId: null }
    const { locale = null } = decode<Profile>(said.profile)
    const answer = answerTo(keyword, { locale, orgLocale: inbox.orgLocale })
    const at = { conversationId: said.conversationId, memberId: null, clientId: null, replyTo: null }
    const { version } = await queueMessage(tx, {
      ...{ ...at, author: 'system', content: answer, parts: partsOf(answer) },
    })
    const last = { conversationId: said.conversationId, version, ended: [] }
    return { changed: [...changed, last], answeredId: said.conversationId }
  })
}

async function heedKeyword(
  tx: OrgTx,
  inbox: Inbox,
  { said, keyword, content }: { said: Said; keyword: Keyword; content: Content },
): Promise<Changed[] | null> {
  const subject = { contactId: said.contactId, channel: inbox.channel }
  if (keyword.means === 'start') {
    const purposes = takenBy(await lastRows(tx, subject))
    return purposes.length === 0 ? null : change(tx, inbox, { said, content, purposes, means: 'start' })
  }
  const { service } = await standingOf(tx, subject)
  // Two machines must not answer each other for ever.
  if (service.is === 'opted_out') return null
  return change(tx, inbox, { said, content, purposes: ['all'], means: 'stop' })
}

type Change = { said: Said; content: Content; purposes: PermissionPurpose[]; means: Keyword['means'] }

function change(tx: OrgTx, { channel }: Inbox, { said, content, purposes, means }: Change) {
  return changePermission(tx, {
    ...{ contactId: said.contactId, channel, purposes, messageId: said.id, givenAt: said.at },
    kind: means === 'stop' ? 'opt_out' : 'opt_in',
    source: content.type === 'system' ? 'platform' : 'keyword',
    evidence: 'text' in content ? (content.text ?? '') : content.type === 'reply' ? content.title : '',
  })
}
