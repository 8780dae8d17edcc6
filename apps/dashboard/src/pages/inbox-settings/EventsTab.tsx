import type { Id, WebhookEvent } from '@hilo/protocol'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useEvents } from '../../api/health.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { preciseTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { FilterBar, FilterText } from '../../ui/FilterBar.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { MEDIUM, useMedia } from '../../ui/media.ts'
import { useNow } from '../../ui/now.ts'
import { Column, ItemButton, Rows } from '../../ui/Page.tsx'
import { PaneBody, Panes } from '../../ui/Pane.tsx'
import { Select } from '../../ui/Select.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { EventPane } from './EventPane.tsx'
import { STATE_TONES } from './state-tones.ts'
import { externalIdOf, type InboxSettingsSearch, STATES } from './tab.ts'

const KINDS = ['message', 'status', 'echo', 'account', 'comment', 'other'] as const

/** The webhook events of an inbox, and the one that is open beside them. */
export function EventsTab({ inboxId }: { inboxId: Id }) {
  const search = useSearch({ from: '/app/settings/inboxes/$inboxId' })
  const change = useChange(search)
  const isStacked = useMedia(MEDIUM)
  return (
    <Panes>
      {!(isStacked && search.event) && (
        <Stack gap={0} isFilling>
          <Filters search={search} />
          <PaneBody>
            <Events inboxId={inboxId} search={search} />
          </PaneBody>
        </Stack>
      )}
      {search.event && (
        <EventPane
          key={search.event}
          inboxId={inboxId}
          eventId={search.event}
          onClose={() => change({ event: undefined })}
        />
      )}
    </Panes>
  )
}

function useChange(search: InboxSettingsSearch) {
  const navigate = useNavigate({ from: '/settings/inboxes/$inboxId' })
  return (change: { [Key in keyof InboxSettingsSearch]?: InboxSettingsSearch[Key] | undefined }) =>
    void navigate({ search: { ...search, ...change } as InboxSettingsSearch, replace: true })
}

function Filters({ search }: { search: InboxSettingsSearch }) {
  const { events: words } = useWords().health
  const change = useChange(search)
  const [typed, setTyped] = useState(search.externalId ?? '')
  return (
    <FilterBar label={words.label}>
      <Select
        label={words.state}
        value={search.state ?? 'any'}
        options={[
          { value: 'any' as const, label: words.anyState },
          ...STATES.map((value) => ({ value, label: words.states[value] })),
        ]}
        onChange={(state) => change({ state: state === 'any' ? undefined : state })}
      />
      <Select
        label={words.kind}
        value={search.kind ?? ''}
        options={[
          { value: '', label: words.anyKind },
          ...KINDS.map((value) => ({ value, label: words.kinds[value] ?? value })),
        ]}
        onChange={(kind) => change({ kind: kind || undefined })}
      />
      <FilterText
        label={words.externalId}
        placeholder={words.externalIdPlaceholder}
        value={typed}
        onChange={(text) => {
          setTyped(text)
          change({ externalId: externalIdOf(text) })
        }}
      />
    </FilterBar>
  )
}

function Events({ inboxId, search }: { inboxId: Id; search: InboxSettingsSearch }) {
  const { events: words } = useWords().health
  const { tab: _, event: open, ...filter } = search
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useEvents(inboxId, filter)
  const change = useChange(search)
  if (isPending) return <LoadingRows label={words.label} />
  if (error && !data) {
    return <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
  }
  const events = data?.pages.flatMap((page) => page.events) ?? []
  const more = hasNextPage && <Button onClick={() => void fetchNextPage()}>{words.more}</Button>
  return (
    <Column>
      {events.length === 0 && <EmptyState title={words.none} body={words.noneBody} action={more} />}
      {events.length > 0 && (
        <Rows label={words.label}>
          {events.map((event) => (
            <EventRow
              key={event.id}
              event={event}
              isOpen={event.id === open}
              onOpen={() => change({ event: event.id })}
            />
          ))}
        </Rows>
      )}
      {events.length > 0 && more && <Inline>{more}</Inline>}
    </Column>
  )
}

type RowProps = { event: WebhookEvent; isOpen: boolean; onOpen: () => void }

function EventRow({ event, isOpen, onOpen }: RowProps) {
  const { events: words } = useWords().health
  const language = useLanguage()
  const now = useNow()
  const time = preciseTime(event.receivedAt, now, language)
  return (
    <ItemButton isOpen={isOpen} onOpen={onOpen}>
      <Inline isWrapping>
        <Text size="sm" tone="muted">
          {time}
        </Text>
        <Badge tone={STATE_TONES[event.state]}>{words.states[event.state]}</Badge>
        {event.unknown > 0 && <Badge tone="wait">{words.states.unknown}</Badge>}
      </Inline>
      <Text size="sm" isMono isTruncated title={event.kinds.join(' ')}>
        {event.kinds.join(' ') || '–'}
      </Text>
    </ItemButton>
  )
}
