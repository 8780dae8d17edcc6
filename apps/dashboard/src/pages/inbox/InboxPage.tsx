import type { Conversation, Id } from '@hilo/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useConversationList } from '../../api/conversations.ts'
import { timelineQuery } from '../../api/timeline.ts'
import { useWords } from '../../i18n/language.ts'
import { PageTitle } from '../../ui/Frame.tsx'
import { MEDIUM, NARROW, useMedia } from '../../ui/media.ts'
import { Pane, Panes } from '../../ui/Pane.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { ContextPane } from '../conversation/ContextPane.tsx'
import { ConversationPane } from '../conversation/ConversationPane.tsx'
import { ConversationList } from './ConversationList.tsx'
import { useInboxFilter } from './filter.ts'
import { useLiveOrder } from './live-order.ts'

const NONE: readonly Conversation[] = []

/** List, thread and details: side by side where they fit, else one after the other. */
export function InboxPage() {
  const words = useWords()
  const filter = useInboxFilter()
  const list = useConversationList(filter)
  const order = useLiveOrder(list.conversations ?? NONE, JSON.stringify(filter))
  const place = usePlace()
  const cursorId = useTriage(order.rows, place)
  const isNarrow = useMedia(NARROW)
  const isMedium = useMedia(MEDIUM)
  const { openId, isShowingDetails } = place

  // Between a phone and a desktop the details take the place of the list.
  const withList = isNarrow ? openId === null : !(isMedium && isShowingDetails)
  const withThread = !isNarrow || (openId !== null && !isShowingDetails)
  const withDetails = openId !== null && (isMedium ? isShowingDetails : true)
  return (
    <Panes>
      <PageTitle page={words.nav.inbox} unread={unreadOf(order.rows)} />
      {withList && (
        <ConversationList
          filter={filter}
          list={list}
          order={order}
          selectedId={openId}
          cursorId={cursorId}
          isAlone={isNarrow}
        />
      )}
      {withThread && openId && (
        <ConversationPane
          key={openId}
          conversationId={openId}
          onBack={isNarrow ? place.back : undefined}
          onDetails={isMedium ? place.toggleDetails : undefined}
          onClosed={() => place.open(neighbour(order.rows, openId))}
          onReopened={() => place.openReopened(openId)}
        />
      )}
      {withThread && openId === null && <NothingOpen isEmpty={order.rows.length === 0} />}
      {withDetails && openId && (
        <ContextPane
          key={`${openId} details`}
          conversationId={openId}
          onClose={isMedium ? place.back : undefined}
        />
      )}
    </Panes>
  )
}

function NothingOpen({ isEmpty }: { isEmpty: boolean }) {
  const { thread } = useWords()
  return (
    <Pane kind="main" role="main" label={thread.label}>
      {isEmpty ? <EmptyState /> : <EmptyState title={thread.pick} body={thread.pickBody} />}
    </Pane>
  )
}

/** Where in the inbox the address is, and how to go elsewhere. */
function usePlace() {
  const navigate = useNavigate()
  const { conversationId } = useParams({ strict: false })
  const { details, ...narrowed } = useSearch({ from: '/app/inbox' })
  const openId = conversationId ?? null
  const isShowingDetails = details === true

  const goTo = (id: Id | null, withDetails?: true) => {
    const search = { ...narrowed, details: withDetails }
    if (id === null) return void navigate({ to: '/inbox', search })
    void navigate({ to: '/inbox/$conversationId', params: { conversationId: id }, search })
  }
  return {
    openId,
    isShowingDetails,
    open: (id: Id | null) => goTo(id),
    // Among the closed ones it is no more, and the turn that was filtered by need not be its own.
    openReopened: (id: Id) =>
      void navigate({
        to: '/inbox/$conversationId',
        params: { conversationId: id },
        search: ({ status, details: _, ...now }) => (status === 'closed' ? {} : now),
      }),
    toggleDetails: () => goTo(openId, isShowingDetails ? undefined : true),
    back: () => goTo(isShowingDetails ? openId : null),
  }
}

/** The keyboard's way through the list; gives the row it stands on. */
function useTriage(rows: readonly Conversation[], place: ReturnType<typeof usePlace>): Id | null {
  const { shortcuts } = useWords()
  const queryClient = useQueryClient()
  const [cursorId, setCursor] = useState<Id | null>(null)
  const from = cursorId ?? place.openId

  function move(by: 1 | -1) {
    const index = rows.findIndex(({ id }) => id === from)
    const next = index < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, index + by))
    setCursor(rows[next]?.id ?? null)
    // The next two in this direction are ready before they are opened.
    for (const at of [next, next + by, next + 2 * by]) {
      const row = rows[at]
      if (row) void queryClient.prefetchQuery(timelineQuery(row.id))
    }
  }

  function open() {
    if (from) place.open(from)
    setCursor(null)
  }

  // Back in the list, the keyboard stands where it came from.
  function stepBack() {
    setCursor(cursorId || place.isShowingDetails ? null : place.openId)
    if (!cursorId) place.back()
  }

  useShortcuts([
    { key: 'j', label: shortcuts.next, run: () => move(1), repeats: true },
    { key: 'k', label: shortcuts.previous, run: () => move(-1), repeats: true },
    { key: 'Enter', label: shortcuts.open, run: open },
    { key: 'Escape', label: shortcuts.back, run: stepBack },
  ])
  return cursorId
}

function unreadOf(rows: readonly Conversation[]): number {
  return rows.filter(({ unread }) => unread > 0).length
}

/**
 * The conversation to show once this one is closed: the next in the order on the screen, else the one before.
 */
function neighbour(rows: readonly Conversation[], id: Id): Id | null {
  const index = rows.findIndex((row) => row.id === id)
  return (rows[index + 1] ?? rows[index - 1])?.id ?? null
}
