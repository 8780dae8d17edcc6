import { accountFacts, type ChannelEvent, originOf } from '@hilo/channels'
import { type Id, newId } from '@hilo/protocol'
import { findSeen } from '../domain/delivery/find-seen.ts'
import type { Binding } from '../domain/directory/find.ts'
import { recordFacts } from '../domain/health/facts.ts'
import { countUnhandled } from '../domain/inbox/count-unhandled.ts'
import type { Inbox } from '../domain/inbox/inbox.ts'
import { withMediaId } from '../domain/media/expect.ts'
import type { Inbound } from '../domain/message/inbound.ts'
import { changeTemplate } from '../domain/template/change.ts'
import { WHOLE } from '../domain/webhook/lines.ts'
import { clearMark, markFailed, type PendingEvent } from '../domain/webhook/pending.ts'
import { quarantineEvent, releaseEvent } from '../domain/webhook/quarantine.ts'
import type { StatusWorker } from './apply-status.ts'
import type { WorkerContext } from './context.ts'
import { accountOf, type EventTrace, traceEvent } from './event-trace.ts'
import { createEventFinisher } from './finish-events.ts'
import { heedPreference } from './heed.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { persist } from './persist.ts'
import { type EventItems, type LineEvent, readEvent, receiptsOfPart } from './read-event.ts'
import { type Comment, createReceiveComment, type ReceiveComment } from './receive-comment.ts'
import { createReceiveEcho, type ReceiveEcho } from './receive-echo.ts'
import type { ReceiveMessage } from './receive-message.ts'
import { receiveSync, type Sync } from './receive-sync.ts'
import { tellFacts } from './tell-facts.ts'

/**
 * Turns stored webhook events into messages and statuses.
 *
 * Each item of an event is handled alone: one that cannot be processed never holds or loses its neighbours.
 * The items of one sender go through one lane, in the order of arrival. An event is finished when all of its
 * items are; what cannot be processed after several attempts is kept and marked for people.
 */
export type WebhookReceiver = {
  /**
   * Works on what a stored event says in a line; resolves when every item of that is done and its org has
   * room for more. Never rejects.
   */
  work(event: LineEvent): Promise<void>
  /**
   * Works again on what of an event is for one inbox, in all its lines and past what waits in them; what is
   * done already changes nothing. Resolves when the receipt says how it went.
   */
  rerun(event: PendingEvent, only: Only): Promise<void>
  /** Items under way, for draining at the end. */
  pending(): number
}

/** `isDone`: it was processed before, so what is counted or replaces a state is left as it is. */
export type Only = { inboxId: Id; isDone: boolean }

const ATTEMPTS_MAX = 5

export function createWebhookReceiver(
  context: WorkerContext,
  { receive, statuses, room }: Pick<Work, 'receive' | 'statuses'> & { room(orgId: Id): Promise<void> },
): WebhookReceiver {
  const lanes = createLanes()
  const receiveEcho = createReceiveEcho(context, statuses)
  const receiveComment = createReceiveComment(context, receive)
  const finisher = createEventFinisher(context)
  const workOn = (event: LineEvent, only: Only | null): Work => ({
    ...{ context, lanes, receive, receiveEcho, receiveComment, statuses, event, only },
    ...{ trace: traceEvent(event.id), isShared: false, orgs: new Set() },
  })
  let open = 0
  return {
    pending: () => open + finisher.pending(),
    async work(event) {
      open++
      try {
        const work = workOn(event, null)
        const { isPart } = await workThrough(work)
        const receipts = isPart
          ? await persist(() => receiptsOfPart(context, event, work.trace))
          : work.trace.receipts()
        finisher.finish({ eventId: event.id, line: event.line }, receipts)
        await Promise.all([...work.orgs].map(room))
      } catch (error) {
        context.log.error({ eventId: event.id, error: textOf(error) }, 'a webhook event could not be marked')
      } finally {
        open--
      }
    },
    async rerun(event, only) {
      const work = workOn({ ...event, line: WHOLE }, only)
      await workThrough(work)
      const receipts = work.trace.receipts()
      await finisher.store(receipts)
      const isClean = receipts.every(({ state }) => state !== 'failed')
      if (isClean && !work.isShared) await clearMark(context.db.ingress, event.id)
    },
  }
}

type Work = {
  context: WorkerContext
  lanes: Lanes
  receive: ReceiveMessage
  receiveEcho: ReceiveEcho
  receiveComment: ReceiveComment
  statuses: StatusWorker
  event: LineEvent
  only: Only | null
  trace: EventTrace
  /** Something of the event is for another inbox. */
  isShared: boolean
  /** Whose contacts said something. */
  orgs: Set<Id>
}

/** What was before the inbox was connected comes last, so that what happens now is not held up by it. */
async function workThrough(work: Work): Promise<EventItems> {
  const items = readEvent(work.context, work.event)
  await Promise.all(items.now.map((item) => handle(work, item)))
  for (const item of items.sync) await tryItem(work, item)
  return items
}

/** A lane is entered at once and kept through every retry: what waits or fails must not be overtaken. */
function handle(work: Work, item: ChannelEvent): Promise<void> {
  const isSaid = item.type === 'message' || item.type === 'identity_changed' || item.type === 'comment'
  return isSaid ? work.lanes.run(laneOf(item), () => tryItem(work, item)) : tryItem(work, item)
}

async function tryItem(work: Work, item: ChannelEvent | Sync): Promise<void> {
  const { context, event } = work
  for (let attempt = 1; ; attempt++) {
    try {
      return await persist(() => dispatch(work, item))
    } catch (error) {
      context.log.error(
        { eventId: event.id, item: item.type, attempt, error: textOf(error) },
        'an item of a webhook failed',
      )
      if (attempt < ATTEMPTS_MAX) continue
      const detail = `${item.type}: ${textOf(error)}`
      await tellOrg(work, item, detail)
      return await persist(() => markFailed(context.db.ingress, event.id, detail))
    }
  }
}

/** The org whose account it was for sees it too, where there is one. */
async function tellOrg(
  { context, event, trace }: Work,
  item: ChannelEvent | Sync,
  text: string,
): Promise<void> {
  const account = accountOf(item)
  const binding = account && (await context.directory(event.appId, account).catch(() => null))
  if (!binding) return
  trace.failed(binding, text)
  const data = { eventId: event.id, inboxId: binding.inboxId }
  context.executionLog.write(binding.orgId, {
    ...{ severity: 'error', source: 'webhook', kind: 'webhook.failed', text, data },
  })
}

async function dispatch(work: Work, item: ChannelEvent | Sync): Promise<void> {
  const { context, event } = work
  const account = accountOf(item)
  const binding = account === null ? null : await context.directory(event.appId, account)
  if (work.only && binding?.inboxId !== work.only.inboxId) {
    work.isShared = true
    return
  }
  const inbox = binding && (await context.inboxes(binding.orgId, binding.inboxId))
  if (!binding || !inbox) return quarantine(work, item, account)
  work.trace.note(binding, item)
  await handOn(work, item, { binding, inbox })
  if (work.only && account !== null) await releaseEvent(context.db.ingress, event, account)
}

async function handOn(
  work: Work,
  item: ChannelEvent | Sync,
  { binding, inbox }: { binding: Binding; inbox: Inbox },
): Promise<void> {
  const { context } = work
  switch (item.type) {
    case 'message':
      work.orgs.add(binding.orgId)
      return receiveItem(work, inbox, item)
    case 'identity_changed':
      return receiveItem(work, inbox, item)
    case 'status':
      if (!(await work.statuses.apply(binding, item))) work.trace.unknown(binding)
      return
    case 'template_changed':
      if (work.only?.isDone) return
      await changeTemplate(context.db, binding, item)
      return context.bus.publish({ type: 'templates', orgId: binding.orgId })
    case 'preference':
      return heedPreference(context, inbox, item)
    case 'account':
      return noteAccount(work, binding, item)
    case 'other':
      return count(work, binding, item.kind)
    case 'seen':
      return markSeen(work, { inbox, binding }, item)
    case 'comment':
      if (await work.receiveComment(inbox, item)) return
      return count(work, binding, `comment:${item.kind}`)
    case 'handover':
      return count(work, binding, `${item.type}:${item.kind}`)
    case 'past':
    case 'history_progress':
    case 'contact_synced':
      return receiveSync(context, inbox, item)
  }
}

/** What lasts of it is kept as the inbox's state, and told; the rest is counted by name. */
async function noteAccount(work: Work, binding: Binding, item: AccountEvent): Promise<void> {
  const { context, only } = work
  const facts = accountFacts(item)
  if (facts.length === 0) return count(work, binding, item.kind)
  if (only?.isDone) return
  const changes = await recordFacts(context.db, binding, { at: item.at, owner: item.owner, facts })
  tellFacts(context, binding.orgId, changes)
}

type AccountEvent = Extract<ChannelEvent, { type: 'account' }>
type Said = Extract<ChannelEvent, { type: 'message' | 'identity_changed' }>
type Seen = Extract<ChannelEvent, { type: 'seen' }>

/** BSUID before phone: the same person keeps the lane when the number changes. */
function laneOf(item: Said | Comment): string {
  if (item.type === 'comment') return `${item.account} ${item.from?.externalId ?? item.externalId}`
  const address = item.type === 'message' ? item.sender[0] : (item.from ?? item.to[0])
  return `${item.account} ${address?.value}`
}

function receiveItem({ receive, receiveEcho }: Work, inbox: Inbox, item: Said): Promise<void> {
  if (item.type === 'message') {
    const { externalId, sender, senderName, sentAt, content, context, windowHours } = item
    const replyTo = content.type === 'reaction' ? content.targetExternalId : (context?.externalId ?? null)
    const message: Inbound = {
      ...{ id: newId(), externalId, sender, senderName, sentAt, windowHours, replyTo },
      content: withMediaId(content),
      origin: originOf(context),
      locale: null,
      clientId: null,
      // Another app has the thread: what is said there is shown, and answered by nobody here.
      isSilent: item.source === 'standby',
    }
    return item.echo ? receiveEcho(inbox, message, item.opaque) : receive(inbox, message)
  }
  return receive(inbox, {
    id: newId(),
    externalId: item.externalId,
    sender: item.from ? [item.from, ...item.to] : item.to,
    senderName: null,
    locale: null,
    sentAt: item.sentAt,
    content: { type: 'system', event: 'identity_changed', text: item.text },
    replyTo: null,
    windowHours: 0,
    clientId: null,
  })
}

/** Those it names have a status of their own then. */
async function markSeen(
  { context, statuses }: Work,
  { inbox, binding }: { inbox: Inbox; binding: Binding },
  item: Seen,
): Promise<void> {
  const { contact, upTo, status, at, account } = item
  const externalIds = await findSeen(context, { inbox, contact, upTo })
  const seen = { type: 'status', account, status, at, opaque: null, failure: null } as const
  await Promise.all(externalIds.map((externalId) => statuses.apply(binding, { ...seen, externalId })))
}

async function count({ context, only }: Work, { orgId, inboxId }: Binding, kind: string): Promise<void> {
  if (!only?.isDone) await context.db.flight(orgId, [countUnhandled(orgId, inboxId, kind)])
}

/** Nobody proved control of this account for this app: the event is kept, nothing of it is believed. */
async function quarantine(
  { context, event }: Work,
  item: ChannelEvent | Sync,
  account: string | null,
): Promise<void> {
  const what = item.type === 'other' || item.type === 'account' ? item.kind : item.type
  const detail = `${what} for the account ${item.account ?? '(none)'}`
  await quarantineEvent(context.db.ingress, event, { account, detail })
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
