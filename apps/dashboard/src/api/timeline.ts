import { AppError, type Id, type TimelineItem } from '@hilo/protocol'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { mergeItems, type Timeline } from './merge.ts'
import { queryClient } from './query-client.ts'
import { hideTyping } from './typing.ts'

/**
 * A conversation's timeline. Fetched again, it asks only for what changed after the version it has; older
 * pages that were scrolled to stay.
 */
export function timelineQuery(conversationId: Id) {
  return queryOptions({
    queryKey: keys.timeline(conversationId),
    queryFn: ({ signal }) => {
      const known = queryClient.getQueryData<Timeline>(keys.timeline(conversationId))
      return known ? catchUp(conversationId, signal) : lastPage(conversationId, signal)
    },
    // Items are replaced one by one in `mergeItems`; comparing 10,000 of them again costs more than it saves.
    structuralSharing: false,
  })
}

export function useTimeline(conversationId: Id) {
  return useQuery(timelineQuery(conversationId))
}

/** Writes items that a call returned, without waiting for the live frame that announces them. */
export function putItems(conversationId: Id, items: readonly TimelineItem[]): void {
  queryClient.setQueryData<Timeline>(keys.timeline(conversationId), (known) =>
    known ? { ...known, items: mergeItems(known.items, items) } : known,
  )
}

const loadingOlder = new Set<Id>()

/**
 * Loads the page before the oldest item. A second call while one is under way does nothing; a failure leaves
 * everything as it is, and scrolling on asks again.
 */
export async function loadOlder(conversationId: Id): Promise<void> {
  const oldest = queryClient.getQueryData<Timeline>(keys.timeline(conversationId))?.items[0]
  if (!oldest || loadingOlder.has(conversationId)) return
  loadingOlder.add(conversationId)
  try {
    const page = await request(endpoints.getTimeline, {
      params: { conversationId },
      query: { beforeSeq: oldest.seq },
    })
    queryClient.setQueryData<Timeline>(keys.timeline(conversationId), (known) =>
      known ? { ...known, items: mergeItems(known.items, page.items), hasOlder: page.hasMore } : known,
    )
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  } finally {
    loadingOlder.delete(conversationId)
  }
}

async function lastPage(conversationId: Id, signal: AbortSignal): Promise<Timeline> {
  const page = await request(endpoints.getTimeline, { params: { conversationId } }, signal)
  return { version: page.version, items: mergeItems([], page.items), hasOlder: page.hasMore }
}

async function catchUp(conversationId: Id, signal: AbortSignal): Promise<Timeline> {
  const key = keys.timeline(conversationId)
  for (;;) {
    const afterVersion = queryClient.getQueryData<Timeline>(key)?.version ?? 0
    const query = { afterVersion, limit: 200 }
    const page = await request(endpoints.getTimeline, { params: { conversationId }, query }, signal)
    if (page.items.some(isFromContact)) hideTyping(conversationId)
    // What was written meanwhile (an answer to a send, an older page) is read here, after the wait.
    const known = queryClient.getQueryData<Timeline>(key) ?? { version: 0, items: [], hasOlder: false }
    const merged = {
      ...known,
      version: Math.max(known.version, page.version),
      items: mergeItems(known.items, page.items),
    }
    if (!page.hasMore || page.version <= afterVersion) return merged
    queryClient.setQueryData(key, merged)
  }
}

function isFromContact(item: TimelineItem): boolean {
  return item.type === 'message' && item.direction === 'in'
}
