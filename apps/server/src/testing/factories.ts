import {
  type Address,
  type AiToolSettings,
  type Article,
  type ArticleKind,
  type ArticleWords,
  type ChannelType,
  type Content,
  type DeclaredTool,
  type HandoffReason,
  type Id,
  newId,
  type Role,
  type TemplateDefinition,
} from '@hilo/protocol'
import { encode } from '../db/codec.ts'
import type { Database } from '../db/database.ts'
import { deriveKeys } from '../db/keys.ts'
import { statement } from '../db/statement.ts'
import { NOBODY } from '../domain/actor/actor.ts'
import { toolsOf } from '../domain/ai-tool/open.ts'
import { putTool } from '../domain/ai-tool/put.ts'
import { beginCall } from '../domain/ai-tool-call/begin.ts'
import { listToolCalls } from '../domain/ai-tool-call/list.ts'
import { createArticle } from '../domain/article/create.ts'
import { publishArticle } from '../domain/article/publish.ts'
import { deployBackend } from '../domain/backend/deploy.ts'
import { createBroadcast } from '../domain/broadcast/create.ts'
import { connectInbox } from '../domain/inbox/connect.ts'
import { createInboxes, type Inbox, type InboxSettings } from '../domain/inbox/inbox.ts'
import { addMember } from '../domain/member/add.ts'
import type { Inbound } from '../domain/message/inbound.ts'
import { type Received, receiveMessage } from '../domain/message/receive.ts'
import { ensureOrg } from '../domain/org/create.ts'
import { listTemplates } from '../domain/template/list.ts'
import { storeTemplates } from '../domain/template/store.ts'
import type { RawEvent } from '../domain/webhook/store.ts'

// What tests arrange. Everything is made by the domain's own functions, so it is what production would have
// made; whatever a test does not care about gets a value that no other call has.

/** The keys of every test. */
export const testKeys = deriveKeys('the secret that every test shares')

let count = 0

function next(): number {
  return ++count
}

export function anOrg(
  db: Database,
  { name = `Org ${next()}`, timeZone = 'UTC', locale = 'en' } = {},
): Promise<Id> {
  return ensureOrg(db.global, { slug: `org-${newId()}`, name, timeZone, locale })
}

export function aMember(
  db: Database,
  orgId: Id,
  { name = `Member ${next()}`, role = 'agent' as Role, userId = `user-${newId()}` } = {},
): Promise<Id> {
  return addMember(db, orgId, { userId, name, email: `${userId}@example.com`, role })
}

type Backend = { name?: string; config?: unknown; bundle?: string; tools?: DeclaredTool[] }

/** A deployed micro-backend whose first version is active. */
export function aBackend(
  db: Database,
  orgId: Id,
  {
    name = `backend-${next()}`,
    config = {},
    bundle = `export default '${newId()}'`,
    tools = [],
  }: Backend = {},
): Promise<{ backendId: Id; versionId: Id }> {
  return db.withOrg(orgId, (tx) =>
    deployBackend(tx, {
      hash: newId().replaceAll('-', ''),
      bundle: Buffer.from(bundle),
      manifest: { name, config: {}, secrets: [], egress: [], tools },
      config,
    }),
  )
}

type NewInbox = {
  channel?: ChannelType
  name?: string
  account?: string
  settings?: InboxSettings
  backendId?: Id | null
}

/** A connected inbox, as the workers see it. */
export async function anInbox(
  db: Database,
  orgId: Id,
  {
    channel = 'whatsapp',
    name = `Inbox ${next()}`,
    account = newId(),
    settings = {},
    backendId = null,
  }: NewInbox = {},
): Promise<Inbox> {
  const id = await db.withOrg(orgId, (tx) =>
    connectInbox(tx, testKeys, { channel, name, account, settings, backendId }),
  )
  const inbox = await createInboxes(db, testKeys)(orgId, id)
  if (!inbox) throw new Error('The inbox that was just connected is not there.')
  return inbox
}

/** An address nobody has yet, of the kind that the channel gives out. */
export function anAddress(channel: ChannelType = 'whatsapp'): Address {
  const number = String(next()).padStart(7, '0')
  if (channel === 'whatsapp') return { kind: 'wa_id', value: `5491${number}` }
  if (channel === 'instagram') return { kind: 'igsid', value: `ig-${number}` }
  if (channel === 'messenger') return { kind: 'psid', value: `ps-${number}` }
  return { kind: 'visitor', value: `visitor-${number}` }
}

/** An approved template of an inbox, with a name and a text of its own. */
export async function aTemplate(db: Database, { orgId, id }: Inbox, body = 'Hello {{1}}'): Promise<Id> {
  const [externalId, name] = [newId(), `template_${next()}`]
  const state = { status: 'approved', category: 'utility', quality: null, reason: null }
  const definition: TemplateDefinition = {
    ...{
      format: 'positional',
      header: null,
      body,
      footer: null,
      buttons: [],
      examples: {},
      unknownParts: [],
    },
  }
  return db.withOrg(orgId, async (tx) => {
    await storeTemplates(tx, id, [{ externalId, name, language: 'en', ...state, definition }])
    const { templates } = await listTemplates(tx, id)
    return templates[0]?.id as Id
  })
}

/** A broadcast that begins in a hundred years, to everybody who wrote to an inbox. */
export async function aBroadcast(db: Database, inbox: Inbox): Promise<Id> {
  const templateId = await aTemplate(db, inbox)
  const audience = { type: 'segment', of: 'inbox', tags: [], attributes: [] } as const
  const { id } = await db.withOrg(inbox.orgId, (tx) =>
    createBroadcast(
      tx,
      { memberId: null, apiKeyId: null },
      {
        ...{
          inboxId: inbox.id,
          templateId,
          values: { 1: { from: 'name', otherwise: 'you' } },
          perMinute: 60,
        },
        ...{ name: 'Spring', clientId: newId(), startsAt: '2126-01-01T09:00' },
        audience: { ...audience, tags: [], attributes: [] },
      },
    ),
  )
  return id
}

type NewArticle = Partial<ArticleWords> & { kind?: ArticleKind; isPublished?: boolean; variantOf?: Id }

/** An article that answers, with words of its own. */
export function anArticle(
  db: Database,
  orgId: Id,
  { kind = 'page', isPublished = true, variantOf, ...over }: NewArticle = {},
): Promise<Article> {
  const title = `Article ${next()}`
  const words: ArticleWords = {
    ...{ language: 'en', audience: 'public', title, body: `What ${title} says.`, alternates: [] },
    ...over,
  }
  return db.withOrg(orgId, async (tx) => {
    const article = await createArticle(tx, NOBODY, { ...words, kind, variantOf, clientId: newId() })
    const { id: articleId, revision } = article
    return isPublished ? publishArticle(tx, NOBODY, { articleId, version: 1, expect: revision }) : article
  })
}

/** A question that AI found nothing for, and gave to people. */
export async function anOpenQuestion(
  db: Database,
  { orgId, id: inboxId }: Inbox,
  {
    conversationId,
    question = 'Do you deliver?',
    language = 'en',
    reason = 'no_evidence',
    readSeq = 1,
    candidates = [],
  }: NewMiss,
): Promise<Id> {
  const id = newId()
  const values = [orgId, id, inboxId, conversationId, readSeq, reason, language]
  const kept = [encode(question), encode([]), encode({ candidates })]
  await db.withOrg(orgId, (tx) => tx.query(MISS, [...values, ...kept]))
  return id
}

type NewMiss = {
  conversationId: Id
  question?: string
  language?: string
  reason?: HandoffReason
  readSeq?: number
  candidates?: readonly { articleId: Id; version: number }[]
}

const MISS = statement(`
  insert into ai_answer (org_id, id, inbox_id, conversation_id, read_seq, action, reason, mode, language,
    question, citations, trace)
  values ($1, $2, $3, $4, $5, 'handoff', $6, 'quoting', $7, $8, $9, $10)`)

/** A message from a contact, as a channel delivers it. */
export function anInbound(text = 'Hello', over: Partial<Inbound> = {}): Inbound {
  const content: Content = { type: 'text', text }
  return {
    ...{ id: newId(), externalId: `wamid.${newId()}`, sender: [anAddress()], senderName: null, locale: null },
    ...{ sentAt: new Date(), content, replyTo: null, windowHours: 24, clientId: null },
    ...over,
  }
}

/** What makes a tool that reads an order, which a member has to approve. */
export const A_TOOL: AiToolSettings = {
  ...{ title: 'Order status', description: 'Looks an order up.', fields: [], method: 'GET', body: null },
  ...{ url: 'https://shop.example/orders', hosts: ['shop.example'], headers: [], secretHeaders: [] },
  ...{ reply: null, confirmation: 'member', assurance: 'anyone', inboxIds: null, callsPerHour: 20 },
  isEnabled: true,
}

/** A tool that a micro-backend declares. */
export const A_DECLARED_TOOL: DeclaredTool = {
  ...{ name: 'orderStatus', title: 'Order status', description: 'Looks an order up.', confirm: 'contact' },
  ...{ reads: true, input: { type: 'object', properties: { number: { type: 'string' } } } },
}

/** A call of a tool that waits for a member. */
export async function aToolCall(
  db: Database,
  { orgId, id: inboxId }: Inbox,
  { conversationId, ...more }: Partial<AiToolSettings> & { conversationId: Id },
): Promise<Id> {
  const place = { keys: testKeys, loopback: more.hosts ?? [], canMail: false }
  const settings = { ...A_TOOL, ...more }
  return db.withOrg(orgId, async (tx) => {
    await putTool(tx, place, { name: `tool_${next()}`, settings, expect: 0, actor: NOBODY })
    const tool = (await toolsOf(tx, inboxId)).at(-1)
    if (!tool) throw new Error('The tool that was just made is not there.')
    await beginCall(tx, {
      ...{ tool, inboxId, conversationId, messageId: newId(), language: 'en', fault: null },
      ...{ needs: { contact: false, member: true }, input: { values: {}, shown: [] } },
    })
    return (await listToolCalls(tx, conversationId))[0]?.id as Id
  })
}

/** A contact who has written once: with an address, an open conversation and its first message. */
export async function aConversation(
  db: Database,
  inbox: Inbox,
  over: Partial<Inbound> & { text?: string } = {},
): Promise<Received & { sender: readonly Address[] }> {
  const { text, ...fields } = over
  const message = anInbound(text, { sender: [anAddress(inbox.channel)], ...fields })
  return { ...(await receive(db, inbox, message)), sender: message.sender }
}

/** A contact with an address, known because they wrote once. */
export async function aContact(db: Database, inbox: Inbox, { name = `Contact ${next()}` } = {}): Promise<Id> {
  const { contactId } = await aConversation(db, inbox, { senderName: name })
  return contactId
}

/** Takes a message in as the workers do, on a node of its own. */
export async function receive(db: Database, inbox: Inbox, message: Inbound): Promise<Received> {
  const context = { db, keys: testKeys, nodeId: newId(), seen: new Set<string>() }
  const received = await receiveMessage(context, inbox, { message, newRunId: newId() })
  if (!received) throw new Error('The message was known already.')
  return received
}

/** A webhook's body as it came in, under a dedup key nobody has used. */
export function aRawEvent(over: Partial<RawEvent> = {}): RawEvent {
  const body = Buffer.from(`{"event":${next()}}`)
  return { appId: 'test', dedupKey: Buffer.from(newId()), body, lines: ['*'], ...over }
}
