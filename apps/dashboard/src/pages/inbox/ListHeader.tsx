import { useNavigate } from '@tanstack/react-router'
import type { ListFilter } from '../../api/keys.ts'
import { useWords } from '../../i18n/language.ts'
import { PaneHeader } from '../../ui/Pane.tsx'
import { Select } from '../../ui/Select.tsx'
import { TabRow } from '../../ui/Tabs.tsx'

const HOLDERS = ['backend', 'ai', 'human', 'nobody'] as const

/** What the list shows: open or closed, and whose turn it is. The address keeps the choice. */
export function ListHeader({ filter }: { filter: ListFilter }) {
  const { list, holders } = useWords()
  const navigate = useNavigate({ from: '/inbox' })
  const show = (next: ListFilter) =>
    navigate({
      to: '.',
      search: { status: next.status === 'closed' ? 'closed' : undefined, holder: next.holder },
    })
  return (
    <PaneHeader>
      <TabRow
        label={list.label}
        value={filter.status}
        options={[
          { value: 'open', label: list.open },
          { value: 'closed', label: list.closed },
        ]}
        onChange={(status) => show({ ...filter, status })}
      />
      <Select
        label={list.more}
        value={filter.holder ?? 'any'}
        options={[
          { value: 'any' as const, label: list.anyHolder },
          ...HOLDERS.map((value) => ({ value, label: holders[value] })),
        ]}
        onChange={(holder) => show({ status: filter.status, holder: holder === 'any' ? undefined : holder })}
      />
    </PaneHeader>
  )
}
