import type { Conversation, Id } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useConversationList } from '../../api/conversations.ts'
import type { ListFilter } from '../../api/keys.ts'
import { useSession } from '../../api/session.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { Pane, Strip } from '../../ui/Pane.tsx'
import { ROW_PX } from '../../ui/Row.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { ConversationRow } from './ConversationRow.tsx'
import { ListHeader } from './ListHeader.tsx'
import type { LiveOrder } from './live-order.ts'

type Props = {
  filter: ListFilter
  list: ReturnType<typeof useConversationList>
  order: LiveOrder
  selectedId: Id | null
  cursorId: Id | null
  /** On a phone it is the page. */
  isAlone: boolean
}

/** The conversations of the filter in live order. */
export function ConversationList({ filter, list, order, selectedId, cursorId, isAlone }: Props) {
  const words = useWords()
  return (
    <Pane kind="list" role={isAlone ? 'main' : 'region'} label={words.nav.inbox}>
      <ListHeader />
      {list.data?.isIndexing && <Strip>{words.list.indexing}</Strip>}
      {list.isPending && <SkeletonRows count={8} label={words.list.label} />}
      {list.error && !list.conversations && (
        <ErrorState
          title={words.list.error}
          reason={explainError(list.error)}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.conversations?.length === 0 && <NoConversations filter={filter} />}
      {order.rows.length > 0 && (
        <VirtualList<Conversation>
          label={words.list.label}
          items={order.rows}
          rowHeight={ROW_PX}
          getKey={({ id }) => id}
          cursorKey={cursorId}
          onReachEnd={() => list.hasMore && void list.loadMore()}
          onHold={order.setHold}
          pill={order.waiting > 0 ? words.list.fresh(order.waiting) : null}
          onPill={order.release}
          render={(conversation) => (
            <ConversationRow
              conversation={conversation}
              isSelected={conversation.id === selectedId}
              isCursor={conversation.id === cursorId}
            />
          )}
        />
      )}
    </Pane>
  )
}

function NoConversations({ filter }: { filter: ListFilter }) {
  const { list } = useWords()
  const { status, holder, assigneeId, search } = filter
  const isNarrow = holder !== undefined || assigneeId !== undefined
  if (status === 'open' && !isNarrow) return <NothingOpen />
  if (search !== undefined) return <EmptyState title={list.nobodyFound} body={list.nobodyFoundBody} />
  return (
    <EmptyState
      title={isNarrow ? list.emptyFilterTitle : list.emptyClosedTitle}
      body={isNarrow ? list.emptyFilterBody : list.emptyClosedBody}
      action={
        <Link to="/inbox" className={BUTTON_LINK}>
          {list.clearFilter}
        </Link>
      }
    />
  )
}

const CLOSED: ListFilter = { status: 'closed' }

/** Nothing to do: either all of it is done, or nobody has written yet. */
function NothingOpen() {
  const { list } = useWords()
  const { playground } = useSession()
  const closed = useConversationList(CLOSED).conversations
  if (closed && closed.length > 0) return <EmptyState title={list.zeroTitle} body={list.zeroBody} />
  return (
    <EmptyState
      title={list.emptyTitle}
      body={playground ? list.emptyBody : list.emptyPlain}
      action={
        playground && (
          <Link to="/playground" className={BUTTON_LINK}>
            {list.openPlayground}
          </Link>
        )
      }
    />
  )
}
