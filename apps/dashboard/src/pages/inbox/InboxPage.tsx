import type { Conversation, Id } from '@hilo/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useConversationList } from '../../api/conversations.ts'
import { timelineQuery } from '../../api/timeline.ts'
import { useWords } from '../../i18n/language.ts'
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
  const filter = useInboxFilter()
  const list = useConversationList(filter)
  const order = useLiveOrder(list.conversations ?? NONE, `${filter.status} ${filter.holder}`)
  const place = usePlace()
  const cursorId = useTriage(order.rows, place)
  const isNarrow = useMedia(NARROW)
  const isMedium = useMedia(MEDIUM)
  const { openId, isShowingDetails } = place

  const withList = !isNarrow || openId === null
  const withThread = !isNarrow || (openId !== null && !isShowingDetails)
  const withDetails = openId !== null && (isMedium ? isShowingDetails : true)
  return (
    <Panes>
      {withList && (
        <ConversationList filter={filter} list={list} order={order} selectedId={openId} cursorId={cursorId} />
      )}
      {withThread && openId && (
        <ConversationPane
          key={openId}
          conversationId={openId}
          onBack={isNarrow ? place.back : undefined}
          onDetails={isMedium ? place.toggleDetails : undefined}
          onClosed={() => place.open(neighbour(order.rows, openId))}
        />
      )}
      {withThread && openId === null && <NothingOpen isZero={list.conversations?.length === 0} />}
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

function NothingOpen({ isZero }: { isZero: boolean }) {
  const { thread, list } = useWords()
  return (
    <Pane kind="main" role="main" label={thread.label}>
      <EmptyState
        title={isZero ? list.zeroTitle : thread.pick}
        body={isZero ? list.zeroBody : thread.pickBody}
      />
    </Pane>
  )
}

/** Where in the inbox the address is, and how to go elsewhere. */
function usePlace() {
  const navigate = useNavigate()
  const { conversationId } = useParams({ strict: false })
  const { status, holder, details } = useSearch({ from: '/app/inbox' })
  const openId = conversationId ?? null
  const isShowingDetails = details === true

  const goTo = (id: Id | null, withDetails?: true) => {
    const search = { status, holder, details: withDetails }
    if (id === null) return void navigate({ to: '/inbox', search })
    void navigate({ to: '/inbox/$conversationId', params: { conversationId: id }, search })
  }
  return {
    openId,
    isShowingDetails,
    open: (id: Id | null) => goTo(id),
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

  useShortcuts([
    { key: 'j', label: shortcuts.next, run: () => move(1) },
    { key: 'k', label: shortcuts.previous, run: () => move(-1) },
    { key: 'Enter', label: shortcuts.open, run: open },
    { key: 'Escape', label: shortcuts.back, run: () => (cursorId ? setCursor(null) : place.back()) },
  ])
  return cursorId
}

/** The conversation to show once this one is closed: the next in the order on the screen, else the one before. */
function neighbour(rows: readonly Conversation[], id: Id): Id | null {
  const index = rows.findIndex((row) => row.id === id)
  return (rows[index + 1] ?? rows[index - 1])?.id ?? null
}
