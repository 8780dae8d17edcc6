import type { Id, LogEntry } from '@hilo/protocol'
import { Link, useSearch } from '@tanstack/react-router'
import { Download, Pause, Radio, WifiOff } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { LogFilter } from '../../api/keys.ts'
import { useLive } from '../../api/live.ts'
import { saveLog, useLog } from '../../api/log.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { LOG_LINE_PX, LOG_LINE_TALL_PX, SkeletonLines } from '../../ui/LogLine.tsx'
import { MEDIUM, NARROW, useMedia } from '../../ui/media.ts'
import { Pane, PaneHeader, Panes } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { EntryPane } from './EntryPane.tsx'
import { isNarrowed } from './filter.ts'
import { LogFilters } from './LogFilters.tsx'
import { LogRow } from './LogRow.tsx'

/** What happened while micro-backends ran, newest first, as it happens. */
export function LogPage() {
  const { log: words } = useWords()
  const filter = useSearch({ from: '/app/log' })
  const log = useLog(filter)
  const place = usePlace(log.entries ?? [])
  const isStacked = useMedia(MEDIUM)
  return (
    <Panes>
      <PageTitle page={words.title} />
      {!(isStacked && place.opened) && (
        <Pane kind="main" role="main" label={words.label}>
          <LogHeader filter={filter} isPaused={log.isPaused} />
          <LogFilters filter={filter} />
          <LogBody key={JSON.stringify(filter)} {...{ filter, log, place }} />
        </Pane>
      )}
      {place.opened && <EntryPane entry={place.opened} onClose={place.close} />}
    </Panes>
  )
}

function LogHeader({ filter, isPaused }: { filter: LogFilter; isPaused: boolean }) {
  const { log } = useWords()
  const live = useLive()
  const save = () => saveLog(filter).catch((error) => toast({ tone: 'fail', title: explainError(error) }))
  return (
    <PaneHeader>
      <Inline gap={2}>
        <Text as="h1" isStrong>
          {log.title}
        </Text>
        {live !== 'live' && <Badge icon={WifiOff}>{log.offline}</Badge>}
        {live === 'live' && isPaused && (
          <Badge icon={Pause} tone="wait" title={log.pausedHint}>
            {log.paused}
          </Badge>
        )}
        {live === 'live' && !isPaused && (
          <Badge icon={Radio} tone="done">
            {log.live}
          </Badge>
        )}
      </Inline>
      <Button variant="ghost" icon={Download} hint={log.exportHint} onClick={() => void save()}>
        {log.exportAs}
      </Button>
    </PaneHeader>
  )
}

type BodyProps = {
  filter: LogFilter
  log: ReturnType<typeof useLog>
  place: Place
}

function LogBody({ filter, log, place }: BodyProps) {
  const { log: words } = useWords()
  const isTall = useMedia(NARROW)
  if (log.isPending) return <SkeletonLines count={18} label={words.label} />
  if (log.error && !log.entries) {
    const retry = () => void log.refetch()
    return <ErrorState title={words.error} reason={explainError(log.error)} onRetry={retry} />
  }
  if (log.entries?.length === 0) return <NothingLogged filter={filter} />
  return (
    <VirtualList<LogEntry>
      label={words.label}
      items={log.entries ?? []}
      rowHeight={isTall ? LOG_LINE_TALL_PX : LOG_LINE_PX}
      getKey={({ id }) => id}
      cursorKey={place.cursorId}
      onReachEnd={() => void log.loadMore()}
      onHold={({ isScrolled }) => {
        log.pause(isScrolled)
        if (!isScrolled && log.hasNew) log.catchUp()
      }}
      pill={log.hasNew ? words.fresh : null}
      onPill={log.catchUp}
      render={(entry) => (
        <LogRow
          entry={entry}
          isOpen={entry.id === place.opened?.id}
          isCursor={entry.id === place.cursorId}
          isTall={isTall}
          onOpen={place.open}
        />
      )}
    />
  )
}

function NothingLogged({ filter }: { filter: LogFilter }) {
  const { log } = useWords()
  if (!isNarrowed(filter)) return <EmptyState title={log.emptyTitle} body={log.emptyBody} />
  return (
    <EmptyState
      title={log.emptyFilterTitle}
      body={log.emptyFilterBody}
      action={
        <Link to="/log" className={BUTTON_LINK}>
          {log.clearFilter}
        </Link>
      }
    />
  )
}

type Place = ReturnType<typeof usePlace>

/** Which entry is open, and the keyboard's way through them. */
function usePlace(entries: readonly LogEntry[]) {
  const { log, shortcuts } = useWords()
  const [opened, setOpened] = useState<LogEntry | null>(null)
  const [cursorId, setCursor] = useState<Id | null>(null)
  const open = useCallback((entry: LogEntry) => {
    setOpened((now) => (now?.id === entry.id ? null : entry))
    setCursor(entry.id)
  }, [])
  const close = () => (opened ? setOpened(null) : setCursor(null))

  function move(by: 1 | -1) {
    const index = entries.findIndex(({ id }) => id === cursorId)
    const next = entries[index < 0 ? 0 : Math.min(entries.length - 1, Math.max(0, index + by))]
    setCursor(next?.id ?? null)
    if (opened && next) setOpened(next)
  }

  useShortcuts([
    { key: 'j', label: log.next, run: () => move(1), repeats: true },
    { key: 'k', label: log.previous, run: () => move(-1), repeats: true },
    {
      key: 'Enter',
      label: log.open,
      run: () => {
        const entry = entries.find(({ id }) => id === cursorId)
        if (entry) open(entry)
      },
    },
    { key: 'Escape', label: shortcuts.back, run: close },
  ])
  return { opened, cursorId, open, close }
}
