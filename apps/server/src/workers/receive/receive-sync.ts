import type { ChannelEvent } from '@hilo/channels'
import { newId } from '@hilo/protocol'
import { isRetryable, isUniqueViolation } from '../../db/connection.ts'
import { syncContact } from '../../domain/contact/sync-contact.ts'
import { importThread, type Past } from '../../domain/history/import-thread.ts'
import { noteProgress } from '../../domain/history/note-progress.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { withMediaId } from '../../domain/media/expect.ts'
import type { WorkerContext } from '../context.ts'

type Message = Extract<ChannelEvent, { type: 'message' }>
type Progress = Extract<ChannelEvent, { type: 'history_progress' }>
type Synced = Extract<ChannelEvent, { type: 'contact_synced' }>

/** What was said with one contact before, as one webhook tells it; at most so many in one transaction. */
type PastThread = { type: 'past'; account: string; phase: number; messages: Message[] }
export type Sync = Progress | Synced | PastThread

const MESSAGES_MAX = 200

/**
 * Parts what was said and known before an inbox was connected from what happens now. A business may bring
 * hundred thousands of messages: they are stored a contact at a time, one after the other, so that what
 * happens now is not held up by them.
 */
export function partSync(events: readonly ChannelEvent[]): { sync: Sync[]; now: ChannelEvent[] } {
  const now: ChannelEvent[] = []
  const others: (Progress | Synced)[] = []
  const threads = new Map<string, Message[]>()
  const phases = new Map<string, number>()
  for (const event of events) {
    if (event.type === 'history_progress') phases.set(event.account, event.phase ?? 0)
    if (event.type === 'history_progress' || event.type === 'contact_synced') others.push(event)
    else if (event.type === 'message' && event.source === 'history') {
      const key = `${event.account} ${event.sender[0]?.value}`
      threads.set(key, [...(threads.get(key) ?? []), event])
    } else now.push(event)
  }
  const past = [...threads.values()].flatMap((messages) =>
    chunksOf(messages).map((part): PastThread => {
      const account = part[0]?.account ?? ''
      return { type: 'past', account, phase: phases.get(account) ?? 0, messages: part }
    }),
  )
  return { sync: [...others, ...past], now }
}

/** Stores one part of it; safe to repeat. */
export async function receiveSync(context: WorkerContext, inbox: Inbox, sync: Sync): Promise<void> {
  const { db, bus } = context
  const { orgId } = inbox
  if (sync.type === 'history_progress') {
    const { phase, progress, failure } = sync
    const noted = { phase: phase ?? 0, progress, messages: 0, failure: failure?.code ?? null }
    await db.flight(orgId, [noteProgress(orgId, inbox.id, noted)])
    if (failure) context.executionLog.write(orgId, told(inbox, failure.reason))
    return
  }
  if (sync.type === 'contact_synced') {
    const shown = await againUnlessRaced(() => syncContact(context, inbox, sync))
    for (const { id, version } of shown) {
      bus.publish({ type: 'conversation', orgId, conversationId: id, version })
    }
    return
  }
  const imported = await importThread(context, inbox, sync.messages.map(toPast))
  if (!imported) return
  const { conversationId, version, count: messages } = imported
  const noted = { phase: sync.phase, progress: null, messages, failure: null }
  await db.flight(orgId, [noteProgress(orgId, inbox.id, noted)])
  bus.publish({ type: 'conversation', orgId, conversationId, version })
}

function told({ id: inboxId }: Inbox, text: string) {
  return { severity: 'warn', source: 'webhook', kind: 'history.refused', text, data: { inboxId } } as const
}

/** The person wrote while the book named them: the second look finds them. */
async function againUnlessRaced<T>(act: () => Promise<T>): Promise<T> {
  return act().catch((error) => {
    if (isUniqueViolation(error) || isRetryable(error)) return act()
    throw error
  })
}

function toPast({ externalId, sender, senderName, sentAt, content, context, echo }: Message): Past {
  const replyTo = content.type === 'reaction' ? content.targetExternalId : context.externalId
  return {
    ...{ id: newId(), externalId, sender, senderName, sentAt, replyTo, windowHours: 0, isOwn: echo },
    content: withMediaId(content),
    locale: null,
    clientId: null,
  }
}

function chunksOf(messages: readonly Message[]): Message[][] {
  const chunks: Message[][] = []
  for (let at = 0; at < messages.length; at += MESSAGES_MAX)
    chunks.push(messages.slice(at, at + MESSAGES_MAX))
  return chunks
}
