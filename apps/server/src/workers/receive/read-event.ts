import type { ChannelEvent } from '@hilo/channels'
import { timeOfId } from '../../domain/receipt/id-time.ts'
import type { Receipt } from '../../domain/receipt/receipt.ts'
import { partOf, WHOLE } from '../../domain/webhook/lines.ts'
import type { PendingEvent } from '../../domain/webhook/pending.ts'
import type { WorkerContext } from '../context.ts'
import { accountOf, type EventTrace, traceEvent } from './event-trace.ts'
import { partSync, type Sync } from './receive-sync.ts'

/** A stored event as far as it is in a line. */
export type LineEvent = PendingEvent & { line: string }

/** `isPart`: the event is in other lines too. */
export type EventItems = { now: ChannelEvent[]; sync: Sync[]; isPart: boolean }

/** What a stored event says in a line, item by item. What cannot be read is an item that says so. */
export function readEvent(
  { readerOf, log }: Pick<WorkerContext, 'readerOf' | 'log'>,
  { id, appId, body, line, json }: LineEvent,
): EventItems {
  try {
    const whole = json === undefined ? (JSON.parse(body.toString('utf8')) as unknown) : json
    const part = partOf(whole, appId, line) as { object?: unknown } | null
    const object = part?.object === undefined ? null : String(part.object)
    const items = readerOf(object)?.parse(part, timeOfId(id)) ?? [
      unread(`object:${String(object).slice(0, 60)}`),
    ]
    return { ...partSync(items), isPart: part !== whole }
  } catch (error) {
    log.warn({ eventId: id, error: String(error) }, 'a webhook body is no JSON')
    return { now: [unread('unreadable')], sync: [], isPart: false }
  }
}

function unread(kind: string): ChannelEvent {
  return { type: 'other', account: null, kind }
}

/** Gathers what a whole event holds for each inbox, before anything is done about it. */
export async function traceWhole(
  context: Pick<WorkerContext, 'readerOf' | 'log' | 'directory'>,
  event: PendingEvent,
): Promise<EventTrace> {
  const trace = traceEvent(event.id)
  const { now, sync } = readEvent(context, { ...event, line: WHOLE })
  for (const item of [...now, ...sync]) {
    const account = accountOf(item)
    const binding = account === null ? null : await context.directory(event.appId, account)
    if (binding) trace.note(binding, item)
  }
  return trace
}

/**
 * The receipts of an event that was worked on in one of its lines. An inbox may have items in several of
 * them, and one receipt: it counts those of the whole event, whichever line comes first.
 */
export async function receiptsOfPart(
  context: Pick<WorkerContext, 'readerOf' | 'log' | 'directory'>,
  event: PendingEvent,
  trace: EventTrace,
): Promise<Receipt[]> {
  const own = trace.receipts()
  if (own.length === 0) return []
  const whole = new Map((await traceWhole(context, event)).receipts().map((one) => [one.inboxId, one]))
  return own.map((part) => {
    const { kinds, messages, statuses, happenedAt, state } = whole.get(part.inboxId) ?? part
    const counted = { kinds, messages, statuses, happenedAt, isPart: true }
    return { ...part, ...counted, state: part.state === 'failed' ? part.state : state }
  })
}
