import type { ArticleStatus } from '@hilo/protocol'
import type { ArticleFilter } from '../../api/keys.ts'
import { useKnowledge } from '../../api/knowledge.ts'
import { useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Select } from '../../ui/Select.tsx'

type FilterChange = { [Key in keyof ArticleFilter]: ArticleFilter[Key] | undefined }

type Props = { filter: ArticleFilter; hasKinds: boolean; onChange: (change: FilterChange) => void }

const ANY = 'any' as const

/** What a list of the knowledge shows. The address keeps the choice. */
export function KnowledgeFilters({ filter, hasKinds, onChange }: Props) {
  const { knowledge: words } = useWords()
  const languages = useKnowledge().data?.languages ?? []
  const statuses = ['published', 'changed', 'draft'] as const satisfies readonly ArticleStatus[]
  return (
    <FilterBar label={words.filter}>
      <SearchField
        label={words.search}
        value={filter.search ?? ''}
        onSearch={(search) => onChange({ search: search === '' ? undefined : search })}
      />
      <Select
        label={words.status}
        value={filter.status ?? ANY}
        options={[
          { value: ANY, label: words.anyStatus },
          ...statuses.map((value) => ({ value, label: words.statuses[value] })),
        ]}
        onChange={(status) => onChange({ status: status === ANY ? undefined : status })}
      />
      <Select
        label={words.audience}
        value={filter.audience ?? ANY}
        options={[
          { value: ANY, label: words.anyAudience },
          { value: 'public' as const, label: words.audiences.public },
          { value: 'internal' as const, label: words.audiences.internal },
        ]}
        onChange={(audience) => onChange({ audience: audience === ANY ? undefined : audience })}
      />
      <Select
        label={words.language}
        value={filter.language ?? ''}
        options={[
          { value: '', label: words.anyLanguage },
          ...languages.map((value) => ({ value, label: languageName(value) })),
        ]}
        onChange={(language) => onChange({ language: language || undefined })}
      />
      {hasKinds && (
        <Select
          label={words.kind}
          value={filter.kind ?? ANY}
          options={[
            { value: ANY, label: words.anyKind },
            { value: 'page' as const, label: words.kinds.page },
            { value: 'faq' as const, label: words.kinds.faq },
          ]}
          onChange={(kind) => onChange({ kind: kind === ANY ? undefined : kind })}
        />
      )}
    </FilterBar>
  )
}
