import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { PaneHeader, Toolbar } from '../../ui/Pane.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Select } from '../../ui/Select.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { TabRow } from '../../ui/Tabs.tsx'
import type { InboxSearch } from './filter.ts'

const HOLDERS = ['backend', 'ai', 'human', 'nobody'] as const

/**
 * What the list shows: open or closed, whose turn it is, whom it was given to, and whom a search finds. The
 * address keeps the choice.
 */
export function ListHeader() {
  const { list, holders } = useWords()
  const { status, holder, assignee, search } = useSearch({ from: '/app/inbox' })
  const [round, setRound] = useState(0)
  const navigate = useNavigate({ from: '/inbox' })
  const show = (change: InboxSearch) =>
    navigate({ to: '.', search: { status, holder, assignee, search, ...change } })
  return (
    <>
      <PaneHeader>
        <TabRow
          label={list.label}
          value={search ? 'all' : (status ?? 'open')}
          options={[
            { value: 'open', label: list.open },
            { value: 'closed', label: list.closed },
            ...(search ? [{ value: 'all', label: list.all }] : []),
          ]}
          onChange={(next) => {
            if (next === 'all') return
            // What stands in the field is the browser's own: emptied from here, it is another one.
            if (search) setRound(round + 1)
            void show({ status: next === 'closed' ? next : undefined, search: undefined })
          }}
        />
        <Select
          label={list.more}
          value={holder ?? 'any'}
          options={[
            { value: 'any' as const, label: list.anyHolder },
            ...HOLDERS.map((value) => ({ value, label: holders[value] })),
          ]}
          onChange={(next) => show({ holder: next === 'any' ? undefined : next })}
        />
      </PaneHeader>
      <Toolbar label={list.find}>
        <Search key={round} value={search ?? ''} onSearch={(text) => show({ search: text || undefined })} />
        <Select
          label={list.byAssignee}
          value={assignee ?? 'any'}
          options={[
            { value: 'any' as const, label: list.anyAssignee },
            { value: 'me' as const, label: list.mine },
            { value: 'none' as const, label: list.unassigned },
          ]}
          onChange={(next) => show({ assignee: next === 'any' ? undefined : next })}
        />
      </Toolbar>
    </>
  )
}

/** `/` leads to it. */
function Search({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const { list, shortcuts } = useWords()
  const field = useRef<HTMLInputElement>(null)
  useShortcuts([{ key: '/', label: shortcuts.search, run: () => field.current?.focus() }])
  return <SearchField ref={field} label={list.search} value={value} onSearch={onSearch} />
}
