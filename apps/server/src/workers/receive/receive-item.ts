import { accountFacts, type ChannelEvent, originOf, windowOpeningOf } from '@hilo/channels'
import { type Id, newId } from '@hilo/protocol'
import type { Binding } from '../../domain/directory/find.ts'
import { recordFacts } from '../../domain/health/facts.ts'
import { countUnhandled } from '../../domain/inbox/count-unhandled.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { withMediaId } from '../../domain/media/expect.ts'
import type { Inbound } from '../../domain/message/inbound.ts'
import { changeTemplate } from '../../domain/template/change.ts'
import { quarantineEvent, releaseEvent } from '../../domain/webhook/quarantine.ts'
import type { WorkerContext } from '../context.ts'
import { heedPreference } from '../heed.ts'
import { tellFacts } from '../tell-facts.ts'
import type { StatusWorker } from './apply-status.ts'
import { accountOf, type EventTrace } from './event-trace.ts'
import type { Lanes } from './lanes.ts'
import { markSeen } from './mark-seen.ts'
import { markStatus } from './mark-status.ts'
import type { LineEvent } from './read-event.ts'
import type { ReceiveComment } from './receive-comment.ts'
import type { ReceiveEcho } from './receive-echo.ts'
import { type Resume, receiveHandover } from './receive-handover.ts'
import type { ReceiveMessage } from './receive-message.ts'
import { receiveSync, type Sync } from './receive-sync.ts'

/** `isDone`: it was processed before, so what is counted or replaces a state is left as it is. */
export type Only = { inboxId: Id; isDone: boolean }

/** The work on one event, or on a part of it. */
export type Work = {
  context: WorkerContext
  lanes: Lanes
  receive: ReceiveMessage
  receiveEcho: ReceiveEcho
  receiveComment: ReceiveComment
  statuses: StatusWorker
  resume: Resume
  event: LineEvent
  only: Only | null
  trace: EventTrace
  /** Something of the event is for another inbox. */
  isShared: boolean
  /** Whose contacts said something. */
  orgs: Set<Id>
}

/** What one item of an event says is done; may be repeated. */
export async function receiveItem(work: Work, item: ChannelEvent | Sync): Promise<void> {
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
      return receiveSaid(work, inbox, item)
    case 'identity_changed':
      return receiveSaid(work, inbox, item)
    case 'status':
      if (!(await markStatus(work, binding, item))) work.trace.unknown(binding)
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
      return markSeen(work, binding, item)
    case 'comment':
      if (await work.receiveComment(inbox, item)) return
      return count(work, binding, `comment:${item.kind}`)
    case 'handover':
      if (await receiveHandover(context, work.resume, { inbox, item })) return
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
export type Said = Extract<ChannelEvent, { type: 'message' | 'identity_changed' }>

function receiveSaid({ receive, receiveEcho }: Work, inbox: Inbox, item: Said): Promise<void> {
  if (item.type === 'message') {
    const { externalId, sender, senderName, sentAt, content, context, windowHours } = item
    const replyTo = content.type === 'reaction' ? content.targetExternalId : (context?.externalId ?? null)
    const message: Inbound = {
      ...{ id: newId(), externalId, sender, senderName, sentAt, windowHours, replyTo },
      content: withMediaId(content),
      origin: originOf(context),
      windowOpenedBy: windowOpeningOf(item),
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
