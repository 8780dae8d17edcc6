import { AppError, type Conversation, type Id } from '@hilo/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys, type ListFilter } from './keys.ts'
import {
  appendPage,
  type ConversationPage,
  findConversation,
  mergeIntoPage,
  newerConversation,
} from './merge.ts'
import { queryClient } from './query-client.ts'

/** The conversations that match a filter, newest first, as far as they have been scrolled to. */
export function useConversationList(filter: ListFilter) {
  const list = useQuery({
    queryKey: keys.list(filter),
    queryFn: ({ signal }) => fetchList(filter, signal),
  })
  const loadMore = useLoadMore(filter)
  return { ...list, conversations: list.data?.conversations, hasMore: Boolean(list.data?.next), loadMore }
}

/** One conversation; the list's row serves until the server has answered. */
export function useConversation(id: Id) {
  return useQuery({
    queryKey: keys.conversation(id),
    queryFn: ({ signal }) => fetchConversation(id, signal),
    placeholderData: () =>
      findConversation(
        loadedLists().map(([, page]) => page),
        id,
      ),
  })
}

/** Writes a conversation into every cache that shows it. Safe with an old one: the higher version stays. */
export function putConversation(answer: Conversation): void {
  const key = keys.conversation(answer.id)
  // A list that has let it go knows no version of it: an older answer would bring it back.
  const fresh = newerConversation(queryClient.getQueryData<Conversation>(key), answer)
  queryClient.setQueryData<Conversation>(key, fresh)
  for (const [filter, page] of loadedLists()) {
    queryClient.setQueryData(keys.list(filter), mergeIntoPage(page, fresh, filter))
  }
}

export async function fetchConversation(id: Id, signal?: AbortSignal): Promise<Conversation> {
  const conversation = await request(endpoints.getConversation, { params: { conversationId: id } }, signal)
  putConversation(conversation)
  // As the answer of a query it would write over a newer one that came while it was under way.
  return newerConversation(queryClient.getQueryData<Conversation>(keys.conversation(id)), conversation)
}

/** A conversation that changed while its list was under way is shown as it is now. */
async function fetchList(filter: ListFilter, signal: AbortSignal): Promise<ConversationPage> {
  const askedAt = Date.now()
  const page = await request(endpoints.listConversations, { query: filter }, signal)
  const changed = queryClient.getQueryCache().findAll({
    queryKey: keys.anyConversation,
    predicate: ({ state }) => state.data !== undefined && state.dataUpdatedAt >= askedAt,
  })
  return changed.reduce<ConversationPage>(
    (merged, { state }) => mergeIntoPage(merged, state.data as Conversation, filter),
    page,
  )
}

/** The loaded lists with their filters. */
function loadedLists(): [ListFilter, ConversationPage][] {
  return queryClient
    .getQueriesData<ConversationPage>({ queryKey: keys.lists })
    .flatMap(([key, page]) => (page ? [[key[1] as ListFilter, page] as [ListFilter, ConversationPage]] : []))
}

function useLoadMore(filter: ListFilter) {
  const client = useQueryClient()
  const loading = useRef<string | null>(null)

  return useCallback(async () => {
    const page = client.getQueryData<ConversationPage>(keys.list(filter))
    if (!page?.next || loading.current === page.next) return
    loading.current = page.next
    try {
      const later = await request(endpoints.listConversations, { query: { ...filter, cursor: page.next } })
      client.setQueryData<ConversationPage>(keys.list(filter), (now) =>
        now ? appendPage(now, later) : later,
      )
    } catch (error) {
      // Scrolling on asks again.
      if (!(error instanceof AppError)) throw error
    } finally {
      loading.current = null
    }
  }, [client, filter])
}
