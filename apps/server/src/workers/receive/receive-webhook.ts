import type { ChannelEvent } from '@hilo/channels'
import type { Id } from '@hilo/protocol'
import { WHOLE } from '../../domain/webhook/lines.ts'
import { clearMark, markFailed, type PendingEvent } from '../../domain/webhook/pending.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import type { Comment } from './comment-content.ts'
import { accountOf, traceEvent } from './event-trace.ts'
import { createEventFinisher } from './finish-events.ts'
import { createLanes } from './lanes.ts'
import { type EventItems, type LineEvent, readEvent, receiptsOfPart } from './read-event.ts'
import { createReceiveComment } from './receive-comment.ts'
import { createReceiveEcho } from './receive-echo.ts'
import type { Handover } from './receive-handover.ts'
import { type Only, receiveItem, type Said, type Work } from './receive-item.ts'
import type { Sync } from './receive-sync.ts'

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

const ATTEMPTS_MAX = 5

export function createWebhookReceiver(
  context: WorkerContext,
  { room, ...given }: Pick<Work, 'receive' | 'statuses' | 'resume'> & { room(orgId: Id): Promise<void> },
): WebhookReceiver {
  const lanes = createLanes()
  const { receive, statuses } = given
  const receiveEcho = createReceiveEcho(context, statuses)
  const receiveComment = createReceiveComment(context, receive, statuses)
  const finisher = createEventFinisher(context)
  const workOn = (event: LineEvent, only: Only | null): Work => ({
    ...{ context, lanes, ...given, receiveEcho, receiveComment, event, only },
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

/** What was before the inbox was connected comes last, so that what happens now is not held up by it. */
async function workThrough(work: Work): Promise<EventItems> {
  const items = readEvent(work.context, work.event)
  await Promise.all(items.now.map((item) => handle(work, item)))
  for (const item of items.sync) await tryItem(work, item)
  return items
}

/** A lane is entered at once and kept through every retry: what waits or fails must not be overtaken. */
function handle(work: Work, item: ChannelEvent): Promise<void> {
  const isSaid = ['message', 'identity_changed', 'comment', 'handover'].includes(item.type)
  return isSaid ? work.lanes.run(laneOf(item as InLane), () => tryItem(work, item)) : tryItem(work, item)
}

async function tryItem(work: Work, item: ChannelEvent | Sync): Promise<void> {
  const { context, event } = work
  for (let attempt = 1; ; attempt++) {
    try {
      return await persist(() => receiveItem(work, item))
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

/** BSUID before phone: the same person keeps the lane when the number changes. */
type InLane = Said | Comment | Handover

function laneOf(item: InLane): string {
  if (item.type === 'handover') return `${item.account} ${item.contact[0]?.value}`
  if (item.type === 'comment') return `${item.account} ${item.from?.externalId ?? item.externalId}`
  const address = item.type === 'message' ? item.sender[0] : (item.from ?? item.to[0])
  return `${item.account} ${address?.value}`
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
