import { type ChannelEvent, originOf } from '@hilo/channels'
import { type Id, newId } from '@hilo/protocol'
import { findSeen } from '../domain/delivery/find-seen.ts'
import type { Binding } from '../domain/directory/find.ts'
import { countUnhandled } from '../domain/inbox/count-unhandled.ts'
import type { Inbox } from '../domain/inbox/inbox.ts'
import { withMediaId } from '../domain/media/expect.ts'
import type { Inbound } from '../domain/message/inbound.ts'
import { changeTemplate } from '../domain/template/change.ts'
import { finishEvents, markEvent } from '../domain/webhook/pending.ts'
import type { StatusWorker } from './apply-status.ts'
import type { WorkerContext } from './context.ts'
import { heedPreference } from './heed.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { persist } from './persist.ts'
import { createReceiveEcho, type ReceiveEcho } from './receive-echo.ts'
import type { ReceiveMessage } from './receive-message.ts'

/**
 * Turns stored webhook events into messages and statuses.
 *
 * Each item of an event is handled alone: one that cannot be processed never holds or loses its neighbours.
 * The items of one sender go through one lane, in the order of arrival. An event is finished when all of its
 * items are; what cannot be processed after several attempts is kept and marked for people.
 */
export type WebhookReceiver = {
  /** Takes a stored event; resolves when every item of it is done. Never rejects. */
  accept(event: { id: Id; appId: string; body: Buffer }): Promise<void>
  /** Items under way, for draining at the end. */
  pending(): number
}

const ATTEMPTS_MAX = 5
/** An event that is finished again after a crash changes nothing, so finishing can wait for company. */
const FINISH_MS = 25

export function createWebhookReceiver(
  context: WorkerContext,
  { receive, statuses }: Pick<Work, 'receive' | 'statuses'>,
): WebhookReceiver {
  const lanes = createLanes()
  const receiveEcho = createReceiveEcho(context, statuses)
  const finish = createFinisher(context)
  let open = 0
  return {
    pending: () => open,
    async accept(event) {
      open++
      try {
        const work: Work = { context, lanes, receive, receiveEcho, statuses, event }
        await Promise.all(parse(work).map((item) => handle(work, item)))
        finish(event.id)
      } catch (error) {
        context.log.error({ eventId: event.id, error: textOf(error) }, 'a webhook event could not be marked')
      } finally {
        open--
      }
    },
  }
}

type Work = {
  context: WorkerContext
  lanes: Lanes
  receive: ReceiveMessage
  receiveEcho: ReceiveEcho
  statuses: StatusWorker
  event: { id: Id; appId: string; body: Buffer }
}

function parse({ context, event }: Work): ChannelEvent[] {
  try {
    const body = JSON.parse(event.body.toString('utf8')) as { object?: unknown } | null
    const object = body?.object === undefined ? null : String(body.object)
    const reader = context.readerOf(object)
    return reader
      ? reader.parse(body)
      : [{ type: 'other', account: null, kind: `object:${String(object).slice(0, 60)}` }]
  } catch (error) {
    context.log.warn({ eventId: event.id, error: String(error) }, 'a webhook body is no JSON')
    return [{ type: 'other', account: null, kind: 'unreadable' }]
  }
}

/** A lane is entered at once and kept through every retry: what waits or fails must not be overtaken. */
function handle(work: Work, item: ChannelEvent): Promise<void> {
  const isSaid = item.type === 'identity_changed' || (item.type === 'message' && item.source !== 'history')
  return isSaid ? work.lanes.run(laneOf(item), () => tryItem(work, item)) : tryItem(work, item)
}

async function tryItem(work: Work, item: ChannelEvent): Promise<void> {
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
      return await persist(() => markEvent(context.db.ingress, event.id, { problem: 'failed', detail }))
    }
  }
}

/** The org whose account it was for sees it too, where there is one. */
async function tellOrg({ context, event }: Work, item: ChannelEvent, text: string): Promise<void> {
  const binding = item.account && (await context.directory(event.appId, item.account).catch(() => null))
  if (!binding) return
  const data = { eventId: event.id, inboxId: binding.inboxId }
  context.executionLog.write(binding.orgId, {
    ...{ severity: 'error', source: 'webhook', kind: 'webhook.failed', text, data },
  })
}

async function dispatch(work: Work, item: ChannelEvent): Promise<void> {
  const { context, event } = work
  // What happens to a business account is told to the org that has proved it, by whichever number.
  const account = item.account ?? ('owner' in item ? item.owner : null)
  const binding = account === null ? null : await context.directory(event.appId, account)
  if (!binding) return quarantine(work, item)
  const inbox = await context.inboxes(binding.orgId, binding.inboxId)
  if (!inbox) return quarantine(work, item)
  switch (item.type) {
    case 'message':
      if (item.source === 'history') return count(work, binding, `history:${saidBy(item)}`)
      return receiveItem(work, inbox, item)
    case 'identity_changed':
      return receiveItem(work, inbox, item)
    case 'status':
      return work.statuses.apply(binding, item)
    case 'template_changed':
      await changeTemplate(context.db, binding, item)
      return context.bus.publish({ type: 'templates', orgId: binding.orgId })
    case 'preference':
      return heedPreference(context, inbox, item)
    case 'account':
    case 'other':
      return count(work, binding, item.kind)
    case 'seen':
      return markSeen(work, { inbox, binding }, item)
    case 'handover':
    case 'comment':
      return count(work, binding, `${item.type}:${item.kind}`)
    case 'contact_synced':
      return count(work, binding, item.type)
  }
}

function saidBy({ echo }: { echo: boolean }): 'echo' | 'message' {
  return echo ? 'echo' : 'message'
}

type Said = Extract<ChannelEvent, { type: 'message' | 'identity_changed' }>
type Seen = Extract<ChannelEvent, { type: 'seen' }>

/** BSUID before phone: the same person keeps the lane when the number changes. */
function laneOf(item: Said): string {
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

function count({ context }: Work, { orgId, inboxId }: Binding, kind: string): Promise<void> {
  return context.db.flight(orgId, [countUnhandled(orgId, inboxId, kind)]).then(() => undefined)
}

/** Nobody proved control of this account for this app: the event is kept, nothing of it is believed. */
async function quarantine({ context, event }: Work, item: ChannelEvent): Promise<void> {
  const what = item.type === 'other' || item.type === 'account' ? item.kind : item.type
  const detail = `${what} for the account ${item.account ?? '(none)'}`
  await markEvent(context.db.ingress, event.id, { problem: 'quarantined', detail })
}

/** Marks events as finished, many in one statement, without making anyone wait for it. */
function createFinisher({ db, log }: WorkerContext): (id: Id) => void {
  let done: Id[] = []
  function flush(): void {
    const ids = done
    done = []
    persist(() => finishEvents(db.ingress, ids)).catch((error) => {
      // They stay in the queue: the next start processes them again, which changes nothing.
      log.warn(
        { events: ids.length, error: textOf(error) },
        'processed events could not be marked as finished',
      )
    })
  }
  return (id) => {
    if (done.push(id) === 1) setTimeout(flush, FINISH_MS)
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
