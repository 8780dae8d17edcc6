import type { Id, ListedRun } from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useRunList } from '../../api/run-list.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { LINE_NARROW_PX, LINE_PX, SkeletonLines } from '../../ui/Line.tsx'
import { NARROW, useMedia } from '../../ui/media.ts'
import { Pane, Panes, Strip } from '../../ui/Pane.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Text } from '../../ui/Text.tsx'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { PausedNotices } from '../backends/PausedNotices.tsx'
import { BulkRetry } from './BulkRetry.tsx'
import { isNarrowed, useRunFilter } from './filter.ts'
import { RetryDialog } from './RetryDialog.tsx'
import { RunLine } from './RunLine.tsx'
import { RunsHeader } from './RunsHeader.tsx'

const NONE: readonly ListedRun[] = []

/** Every run of the org, newest first; the failed ones are a queue that can be retried together. */
export function RunsPage() {
  const { runs: words } = useWords()
  const filter = useRunFilter()
  const list = useRunList(filter)
  const rows = list.runs ?? NONE
  const isQueue = filter.status === 'failed'
  // Until the failed runs have come, the rows are those of the filter before.
  const canRetry = isQueue && !list.isPlaceholderData
  const selection = useSelection(rows)
  const [asked, ask] = useState<readonly ListedRun[] | null>(null)
  const cursorId = useKeyboard(rows, canRetry ? selection.toggle : null)
  return (
    <Panes>
      <PageTitle page={words.label} />
      <Pane kind="main" role="main" label={words.label}>
        <RunsHeader filter={filter} />
        <PausedNotices backendId={filter.backendId} />
        {canRetry && rows.length > 0 && (
          <BulkRetry
            runs={rows}
            selected={selection.ids}
            hasMore={list.hasNextPage}
            onAsk={ask}
            onClear={selection.clear}
          />
        )}
        {asked && <RetryDialog runs={asked} onClose={() => ask(null)} onDone={selection.clear} />}
        <Lines
          list={list}
          rows={rows}
          cursorId={cursorId}
          selection={canRetry ? selection : null}
          empty={<NoRuns isQueue={isQueue} isFiltered={filter.status !== undefined || isNarrowed(filter)} />}
        />
      </Pane>
    </Panes>
  )
}

type LinesProps = {
  list: ReturnType<typeof useRunList>
  rows: readonly ListedRun[]
  cursorId: Id | null
  selection: Selection | null
  empty: React.ReactNode
}

function Lines({ list, rows, cursorId, selection, empty }: LinesProps) {
  const { runs: words } = useWords()
  const isNarrow = useMedia(NARROW)
  if (list.isPending) return <SkeletonLines count={10} label={words.label} />
  if (list.error && !list.runs) {
    return (
      <ErrorState title={words.error} reason={explainError(list.error)} onRetry={() => void list.refetch()} />
    )
  }
  const more = () => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()
  return (
    <>
      {rows.length === 0 && !list.hasNextPage && !list.isPlaceholderData && empty}
      {rows.length > 0 && (
        <VirtualList<ListedRun>
          label={words.label}
          items={rows}
          rowHeight={isNarrow ? LINE_NARROW_PX : LINE_PX}
          getKey={({ id }) => id}
          cursorKey={cursorId}
          onReachEnd={more}
          onHold={() => {}}
          pill={null}
          onPill={() => {}}
          render={(run) => (
            <RunLine
              run={run}
              isCursor={run.id === cursorId}
              isSelected={selection?.ids.has(run.id) ?? false}
              onSelect={selection ? () => selection.toggle(run.id) : null}
            />
          )}
        />
      )}
      {list.hasNextPage && (list.data?.pages.at(-1)?.runs.length ?? 0) === 0 && (
        <Strip>
          <Text size="sm" tone="muted">
            {words.furtherBody}
          </Text>
          <Button onClick={more}>{words.further}</Button>
        </Strip>
      )}
    </>
  )
}

function NoRuns({ isQueue, isFiltered }: { isQueue: boolean; isFiltered: boolean }) {
  const { runs: words } = useWords()
  if (isQueue) return <EmptyState title={words.noneFailedTitle} body={words.noneFailedBody} />
  if (isFiltered) return <EmptyState title={words.noneTitle} body={words.noneBody} />
  return <EmptyState title={words.emptyTitle} body={words.emptyBody} />
}

type Selection = { ids: ReadonlySet<Id>; toggle: (id: Id) => void; clear: () => void }

/** What is ticked, of what is shown: a run that left the list is not acted on. */
function useSelection(rows: readonly ListedRun[]): Selection {
  const [ticked, setTicked] = useState<ReadonlySet<Id>>(new Set())
  const ids = new Set(rows.flatMap(({ id }) => (ticked.has(id) ? [id] : [])))
  return {
    ids,
    toggle: (id) => setTicked(ids.has(id) ? new Set([...ids].filter((each) => each !== id)) : ids.add(id)),
    clear: () => setTicked(new Set()),
  }
}

/** The keyboard's way through the list; gives the line it stands on. */
function useKeyboard(rows: readonly ListedRun[], toggle: ((id: Id) => void) | null): Id | null {
  const { runShortcuts } = useWords()
  const navigate = useNavigate()
  const [cursorId, setCursor] = useState<Id | null>(null)

  function move(by: 1 | -1) {
    const index = rows.findIndex(({ id }) => id === cursorId)
    const next = index < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, index + by))
    setCursor(rows[next]?.id ?? null)
  }

  useShortcuts([
    { key: 'j', label: runShortcuts.next, run: () => move(1), repeats: true },
    { key: 'k', label: runShortcuts.previous, run: () => move(-1), repeats: true },
    {
      key: 'Enter',
      label: runShortcuts.open,
      run: () => cursorId && void navigate({ to: '/runs/$runId', params: { runId: cursorId } }),
    },
    ...(toggle
      ? [{ key: 'x', label: runShortcuts.select, run: () => cursorId !== null && toggle(cursorId) }]
      : []),
  ])
  return cursorId
}
