import { useNavigate } from '@tanstack/react-router'
import { useVersions } from '../../api/backends.ts'
import { useWords } from '../../i18n/language.ts'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Select } from '../../ui/Select.tsx'
import { DAYS, type Days } from '../backends/tab.ts'

const ALL = ''

type Props = { name: string; version: string | undefined; days: Days }

/** Which version, and how many days. The address keeps the choice. */
export function MetricsHeader({ name, version, days }: Props) {
  const { metrics: words } = useWords()
  const navigate = useNavigate({ from: '/backends/$name' })
  const pages = useVersions(name).data?.pages ?? []
  const hashes = pages.flatMap(({ versions }) => versions.map(({ hash }) => hash.slice(0, 8)))
  const known = version === undefined || hashes.includes(version) ? hashes : [version, ...hashes]
  const show = (next: { version?: string | undefined; days: Days }) =>
    void navigate({
      search: {
        tab: 'metrics',
        days: next.days,
        ...(next.version && { version: next.version }),
      },
      replace: true,
    })
  return (
    <FilterBar label={words.of}>
      <Select
        label={words.allVersions}
        value={version ?? ALL}
        options={[
          { value: ALL, label: words.allVersions },
          ...known.map((hash) => ({ value: hash, label: words.version(hash) })),
        ]}
        onChange={(hash) => show({ version: hash || undefined, days })}
      />
      <Select<string>
        label={words.days(days)}
        value={String(days)}
        options={DAYS.map((count) => ({ value: String(count), label: words.days(count) }))}
        onChange={(value) => show({ version, days: DAYS.find((count) => String(count) === value) ?? 30 })}
      />
    </FilterBar>
  )
}
