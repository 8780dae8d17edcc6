import type { RunStatus } from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useBackends, useVersions } from '../../api/backends.ts'
import type { RunFilter } from '../../api/keys.ts'
import { useRunCounts } from '../../api/run-list.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { PaneHeader } from '../../ui/Pane.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Select } from '../../ui/Select.tsx'
import { TabRow } from '../../ui/Tabs.tsx'
import { FigureChips } from './FigureChips.tsx'
import { FAILURE_CODES, isNarrowed, PERIODS, RUN_STATUSES } from './filter.ts'

const ANY = ''
/** Of a version's hash, people see so much. */
const HASH_SHOWN = 8

/** What the list shows: one status or all, and what narrows it. The address keeps the choice. */
export function RunsHeader({ filter }: { filter: RunFilter }) {
  const words = useWords()
  const navigate = useNavigate({ from: '/runs' })
  const [clears, setClears] = useState(0)
  // Typing must not fill the history.
  const show = (next: RunFilter) => void navigate({ to: '.', search: next, replace: true })
  const clear = () => {
    setClears(clears + 1)
    show(filter.status ? { status: filter.status } : {})
  }
  return (
    <>
      <PaneHeader>
        <StatusTabs filter={filter} onShow={show} />
      </PaneHeader>
      <FilterBar label={words.runs.filters}>
        <SearchField
          key={clears}
          label={words.runs.search}
          value={filter.contact ?? ''}
          onSearch={(contact) => show({ ...filter, contact: contact || undefined })}
        />
        <BackendChoice filter={filter} onShow={show} />
        <CodeChoice filter={filter} onShow={show} />
        <PeriodChoice filter={filter} onShow={show} />
        <FigureChips filter={filter} onShow={show} />
        {isNarrowed(filter) && (
          <Button variant="ghost" onClick={clear}>
            {words.runs.clear}
          </Button>
        )}
      </FilterBar>
    </>
  )
}

type Props = { filter: RunFilter; onShow: (next: RunFilter) => void }

function StatusTabs({ filter, onShow }: Props) {
  const words = useWords()
  const counts = useRunCounts().data
  const countOf = (status: RunStatus) => {
    const count = counts?.counts[status]
    // The counts are of all runs: beside a narrowed list they would say something else.
    if (!counts || !count || isNarrowed(filter)) return ''
    return ` ${count >= counts.most ? `${counts.most}+` : count}`
  }
  return (
    <TabRow<RunStatus | 'all'>
      label={words.runs.label}
      value={filter.status ?? 'all'}
      options={[
        { value: 'all', label: words.runs.all },
        ...RUN_STATUSES.map((status) => ({
          value: status,
          label: `${words.run.status[status]}${countOf(status)}`,
        })),
      ]}
      onChange={(status) => {
        const { code, ...rest } = filter
        const kept = status === 'failed' && code ? { ...rest, code } : rest
        onShow({ ...kept, status: status === 'all' ? undefined : status })
      }}
    />
  )
}

function BackendChoice({ filter, onShow }: Props) {
  const { runs: words } = useWords()
  const backends = useBackends().data?.backends ?? []
  const [only] = backends
  const chosen =
    backends.length === 1 && !filter.backendId ? only : backends.find(({ id }) => id === filter.backendId)
  return (
    <>
      {(backends.length > 1 || filter.backendId) && (
        <Select
          label={words.anyBackend}
          value={filter.backendId ?? ANY}
          options={[
            { value: ANY, label: words.anyBackend },
            ...backends.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => onShow({ ...withoutFigure(filter), backendId: id || undefined })}
        />
      )}
      {chosen ? (
        <VersionChoice name={chosen.name} {...{ filter, onShow }} />
      ) : (
        filter.version && <VersionSelect hashes={[filter.version]} {...{ filter, onShow }} />
      )}
    </>
  )
}

/** Questions, reasons and versions are those of one backend. */
function withoutFigure({ question, stopped, reason, version, ...rest }: RunFilter): RunFilter {
  return rest
}

/** The versions of one micro-backend, newest first; a chosen one that is older than those stays with them. */
function VersionChoice({ name, filter, onShow }: Props & { name: string }) {
  const pages = useVersions(name).data?.pages ?? []
  const hashes = pages.flatMap((page) => page.versions.map(({ hash }) => hash.slice(0, HASH_SHOWN)))
  const { version } = filter
  const isShown = version === undefined || hashes.includes(version)
  return <VersionSelect hashes={isShown ? hashes : [version, ...hashes]} {...{ filter, onShow }} />
}

function VersionSelect({ hashes, filter, onShow }: Props & { hashes: readonly string[] }) {
  const { runs: words } = useWords()
  return (
    <Select
      label={words.anyVersion}
      value={filter.version ?? ANY}
      options={[
        { value: ANY, label: words.anyVersion },
        ...hashes.map((hash) => ({ value: hash, label: hash })),
      ]}
      onChange={(version) => onShow({ ...filter, version: version || undefined })}
    />
  )
}

function CodeChoice({ filter, onShow }: Props) {
  const { runs: words } = useWords()
  if (filter.status !== undefined && filter.status !== 'failed') return null
  return (
    <Select
      label={words.anyCode}
      value={filter.code ?? ANY}
      options={[
        { value: ANY, label: words.anyCode },
        ...FAILURE_CODES.map((code) => ({ value: code, label: words.codes[code] ?? code })),
      ]}
      onChange={(code) => onShow({ ...filter, code: code || undefined })}
    />
  )
}

function PeriodChoice({ filter, onShow }: Props) {
  const { runs: words } = useWords()
  if (filter.since) return null
  return (
    <Select<string>
      label={words.anyTime}
      value={filter.period ?? ANY}
      options={[
        { value: ANY, label: words.anyTime },
        ...PERIODS.map((period) => ({ value: period, label: words.periods[period] })),
      ]}
      onChange={(value) => onShow({ ...filter, period: PERIODS.find((period) => period === value) })}
    />
  )
}
