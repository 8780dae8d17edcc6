import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useBackends } from '../../api/backends.ts'
import type { LogFilter } from '../../api/keys.ts'
import { useWords } from '../../i18n/language.ts'
import { FilterBar, FilterChip, FilterText } from '../../ui/FilterBar.tsx'
import { Select } from '../../ui/Select.tsx'
import { kindOf } from './filter.ts'

const SOURCES = ['backend', 'run', 'delivery', 'webhook', 'system'] as const

/** What the log shows. The address keeps the choice. */
export function LogFilters({ filter }: { filter: LogFilter }) {
  const { log } = useWords()
  const change = useChange(filter)
  return (
    <FilterBar label={log.label}>
      <Select
        label={log.severityFilter}
        value={filter.severity ?? 'info'}
        options={[
          { value: 'info', label: log.anySeverity },
          { value: 'warn', label: log.fromWarn },
          { value: 'error', label: log.onlyError },
        ]}
        onChange={(severity) => change({ severity: severity === 'info' ? undefined : severity })}
      />
      <Select
        label={log.sourceFilter}
        value={filter.source ?? 'any'}
        options={[
          { value: 'any' as const, label: log.anySource },
          ...SOURCES.map((value) => ({ value, label: log.sources[value] })),
        ]}
        onChange={(source) => change({ source: source === 'any' ? undefined : source })}
      />
      <BackendChoice filter={filter} />
      <Select
        label={log.timeFilter}
        value={filter.range ?? 'any'}
        options={[
          { value: 'any' as const, label: log.anyTime },
          { value: 'hour', label: log.lastHour },
          { value: 'day', label: log.lastDay },
          { value: 'week', label: log.lastWeek },
        ]}
        onChange={(range) => change({ range: range === 'any' ? undefined : range })}
      />
      <KindText filter={filter} />
      <Chips filter={filter} />
    </FilterBar>
  )
}

function BackendChoice({ filter }: { filter: LogFilter }) {
  const { log } = useWords()
  const change = useChange(filter)
  const backends = useBackends().data?.backends ?? []
  return (
    <Select
      label={log.backendFilter}
      value={filter.backendId ?? ''}
      options={[
        { value: '', label: log.anyBackend },
        ...backends.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(id) => change({ backendId: id || undefined })}
    />
  )
}

/** What is typed stays as it is typed; the address has what of it can begin a kind. */
function KindText({ filter }: { filter: LogFilter }) {
  const { log } = useWords()
  const change = useChange(filter)
  const [typed, setTyped] = useState(filter.kind ?? '')
  const shown = kindOf(typed) === filter.kind ? typed : (filter.kind ?? '')
  return (
    <FilterText
      label={log.kindFilter}
      placeholder={log.kindPlaceholder}
      value={shown}
      onChange={(text) => {
        setTyped(text)
        change({ kind: kindOf(text) })
      }}
    />
  )
}

function Chips({ filter }: { filter: LogFilter }) {
  const { log } = useWords()
  const change = useChange(filter)
  return (
    <>
      {filter.runId && (
        <FilterChip
          name={log.onlyRun}
          remove={log.removeFilter(log.onlyRun)}
          onRemove={() => change({ runId: undefined })}
        />
      )}
      {filter.conversationId && (
        <FilterChip
          name={log.onlyConversation}
          remove={log.removeFilter(log.onlyConversation)}
          onRemove={() => change({ conversationId: undefined })}
        />
      )}
    </>
  )
}

function useChange(filter: LogFilter) {
  const navigate = useNavigate()
  return (change: { [Key in keyof LogFilter]: LogFilter[Key] | undefined }) =>
    void navigate({ to: '/log', search: { ...filter, ...change } as LogFilter, replace: true })
}
