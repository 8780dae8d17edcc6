import type { ChannelEvent } from '@hilo/channels'
import type { Id } from '@hilo/protocol'
import type { Binding } from '../../domain/directory/find.ts'
import { timeOfId } from '../../domain/receipt/id-time.ts'
import type { Receipt } from '../../domain/receipt/receipt.ts'
import type { Sync } from './receive-sync.ts'

/**
 * Gathers what becomes of the items of one webhook event, for each inbox that it is for: what `receipt`
 * keeps.
 */
export type EventTrace = {
  /** An item, once however often it is told. */
  note(binding: Binding, item: ChannelEvent | Sync): void
  /** A status of a message that is not known here. */
  unknown(binding: Binding): void
  failed(binding: Binding, error: string): void
  /** A receipt for each inbox. */
  receipts(state?: 'waiting'): Receipt[]
}

type Gathered = Omit<Receipt, 'state' | 'kinds'> & { kinds: Set<string>; isHandled: boolean }

export function traceEvent(eventId: Id): EventTrace {
  const byInbox = new Map<Id, Gathered>()
  const receivedAt = timeOfId(eventId)
  const noted = new Set<ChannelEvent | Sync>()

  function gatheredOf({ orgId, inboxId }: Binding): Gathered {
    const known = byInbox.get(inboxId)
    if (known) return known
    const counts = { messages: 0, statuses: 0, unknown: 0 }
    const times = { receivedAt, happenedAt: null, processedAt: null }
    const fresh: Gathered = {
      ...{ orgId, inboxId, eventId, ...counts, ...times },
      ...{ error: null, kinds: new Set<string>(), isHandled: true, isPart: false },
    }
    byInbox.set(inboxId, fresh)
    return fresh
  }

  return {
    note(binding, item) {
      if (noted.has(item)) return
      noted.add(item)
      const gathered = gatheredOf(binding)
      gathered.kinds.add(kindOf(item))
      if (item.type === 'message') gathered.messages++
      if (item.type === 'past') gathered.messages += item.messages.length
      if (item.type === 'status' || item.type === 'seen') gathered.statuses++
      if (isUnhandled(item)) gathered.isHandled = false
      const at = momentOf(item)
      if (at && (!gathered.happenedAt || at < gathered.happenedAt)) gathered.happenedAt = at
    },
    unknown: (binding) => {
      gatheredOf(binding).unknown++
    },
    failed: (binding, error) => {
      gatheredOf(binding).error = error
    },
    receipts: (state) =>
      [...byInbox.values()].map(({ kinds, isHandled, ...rest }) => ({
        ...rest,
        state: state ?? stateOf(rest.error, isHandled),
        kinds: [...kinds],
        processedAt: state ? null : new Date(),
      })),
  }
}

function stateOf(error: string | null, isHandled: boolean): Receipt['state'] {
  if (error !== null) return 'failed'
  return isHandled ? 'processed' : 'unhandled'
}

/** What happens to a business account is told to the org that has proved it, by whichever number. */
export function accountOf(item: ChannelEvent | Sync): string | null {
  return item.account ?? ('owner' in item ? item.owner : null)
}

/** What an item is, in a word or two: `message:text`, `status:read`. */
export function kindOf(item: ChannelEvent | Sync): string {
  switch (item.type) {
    case 'message':
      return `${item.echo ? 'echo' : 'message'}:${item.content.type}`
    case 'status':
    case 'seen':
      return `status:${item.status}`
    case 'account':
      return `account:${wordOf(item.kind)}`
    case 'other':
      return `other:${wordOf(item.kind)}`
    case 'handover':
    case 'comment':
      return `${item.type}:${item.kind}`
    case 'past':
      return 'message:history'
    default:
      return item.type
  }
}

/** Kept by name, and nobody knows what to do with it. */
function isUnhandled({ type }: ChannelEvent | Sync): boolean {
  return type === 'other' || type === 'handover'
}

/** Kinds stand between spaces. */
function wordOf(kind: string): string {
  return kind.replaceAll(/\s+/g, '_').slice(0, 80)
}

/** Of what is brought over from before, the time says nothing of how fast it came. */
function momentOf(item: ChannelEvent | Sync): Date | null {
  if (item.type === 'message') return item.source === 'live' ? item.sentAt : null
  return item.type === 'status' ? item.at : null
}
